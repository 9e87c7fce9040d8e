using System;
using System.Linq;
using IpBlock.Service.Terminal;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class TextTableTests
{
    private static readonly string[] Texts = ["", "a", "zen.spamhaus.org", "yes", "two words", "two  spaces", "a-b/c:d", "[red]x[/]", "127.0.0.[2..11;14]", "\u00fcml", "\u6f22", "two\nlines"];

    [Fact]
    public void A_plain_table_is_the_one_that_would_be_drawn()
    {
        var random = new Random(7);
        var plain = 0;
        for (var round = 0; round < 2_000; round++)
        {
            string[] headings = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Texts[random.Next(1, 9)])];
            Cell[][] rows = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Enumerable.Range(0, headings.Length).Select(_ => (Cell)Texts[random.Next(random.Next(20) == 0 ? Texts.Length : 9)]).ToArray())];
            var width = random.Next(2) == 0 ? 10_000 : random.Next(10, 80);
            if (PlainTable.Draw(headings, rows, width) is not { } lines)
                continue;
            plain++;
            var drawn = DrawnTable.Draw(headings, rows, width, color: false).TrimEnd().Split('\n');
            Assert.Equal(drawn.Select(static line => line.TrimEnd()), lines.Select(static line => line.TrimEnd()));
        }

        Assert.InRange(plain, 500, 1_900);
    }

    [Fact]
    public void What_is_too_wide_or_not_ascii_is_drawn()
    {
        Assert.Null(PlainTable.Draw(["Name"], [["\u00fcml"]], 80));
        Assert.Null(PlainTable.Draw(["Name"], [["two\nlines"]], 80));
        Assert.Null(PlainTable.Draw(["Name"], [["0123456789"]], 11));
        Assert.NotNull(PlainTable.Draw(["Name"], [["0123456789"]], 12));
    }
}
