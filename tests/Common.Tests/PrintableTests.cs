using System;
using System.Linq;
using Xunit;

namespace IpBlock.Tests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("Grüße, 世界", "Grüße, 世界")]
    [InlineData("a\u001b[2Jb", "a\\u001b[2Jb")]
    [InlineData("a\u009b31mb\u007f", "a\\u009b31mb\\u007f")]
    [InlineData("a\r\nb\nc\rd", "a | b | c\\u000dd")]
    [InlineData("\u202egnp.exe\u2066", "\\u202egnp.exe\\u2066")]
    [InlineData("a\u2028b\0", "a\\u2028b\\u0000")]
    public void What_could_move_a_terminal_comes_out_as_its_number(string? text, string line) => Assert.Equal(line, Printable.Line(text));

    [Fact]
    public void No_control_character_is_left() =>
        Assert.DoesNotContain(Printable.Line(new string([.. Enumerable.Range(0, 0x10000).Select(static c => (char)c)])), char.IsControl);
}
