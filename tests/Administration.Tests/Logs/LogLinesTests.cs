using System;
using System.IO;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Administration.Logs;
using IpBlock.Tests;
using Xunit;

namespace IpBlock.Administration.Tests.Logs;

/// <summary>Lines are the same whichever way a file is read, however long they are.</summary>
public sealed class LogLinesTests
{
    private static readonly Gen<string[]> Lines =
        from lengths in Gen.Frequency((6, Gen.Choose(0, 300)), (1, Gen.Choose(60_000, 300_000)), (1, Gen.Elements(131_070, 131_071, 131_072, 131_073, 262_143))).ArrayOf()
        select lengths.Select(static (length, i) => new string((char)('a' + (i % 26)), length)).ToArray();

    [Fact]
    public void Backwards_gives_what_forwards_does_from_the_last_to_the_first() => Sampled.Check(
        Prop.ForAll(Arb.From(Lines), Arb.From(Gen.Elements("", "unfinished")), static (lines, rest) =>
        {
            var bytes = Encoding.ASCII.GetBytes(string.Concat(lines.Select(static line => line + "\n")) + rest);
            var forwards = LogLines.Forwards(new MemoryStream(bytes)).ToList();
            return forwards.Select(static one => one.Line).SequenceEqual(lines, StringComparer.Ordinal)
                && (forwards.Count == 0 || forwards[^1].End == bytes.Length - rest.Length)
                && LogLines.Backwards(new MemoryStream(bytes)).Reverse().SequenceEqual(lines, StringComparer.Ordinal);
        }), 200);

    [Fact]
    public void A_first_line_without_text_is_a_line() => Assert.Equal(["b", ""], LogLines.Backwards(new MemoryStream(Encoding.ASCII.GetBytes("\nb\n"))));

    [Fact]
    public void Forwards_goes_on_where_it_ended()
    {
        var stream = new MemoryStream(Encoding.ASCII.GetBytes("one\ntwo\nthr"));
        Assert.Equal(["one", "two"], LogLines.Forwards(stream).Select(static one => one.Line));
        stream.Position = 4;
        Assert.Equal(("two", 8L), LogLines.Forwards(stream).Single());
    }
}
