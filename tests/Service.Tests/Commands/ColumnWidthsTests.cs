using System;
using System.Linq;
using IpBlock.Service.Terminal;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class ColumnWidthsTests
{
    [Fact]
    public void A_table_at_80_columns_breaks_no_word()
    {
        var rows = new Cell[][]
        {
            ["1", "Spamhaus ZEN", "my.name.zen.dq.spamhaus.net", "yes", "healthy", "127.0.0.[2..11], 127.0.0.20, 127.0.0.[30;31], mask 0.0.0.4"],
            ["2", "Our own list of the neighbours", "bl.example.com", "no", "not used", "any code"],
        };
        var lines = DrawnTable.Draw(["#", "Name", "Lookup domain", "Enabled", "State", "Matches"], rows, 80, color: false).Split('\n').Select(static line => line.TrimEnd()).ToList();
        Assert.All(lines, static line => Assert.InRange(line.Length, 0, 80));
        foreach (var word in rows.SelectMany(static row => row).SelectMany(static cell => cell.Text.Split(' ')))
            Assert.Contains(lines, line => line.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void What_fits_is_as_wide_as_it_is() => Assert.Equal([4, 9], ColumnWidths.Fit(["Name", "What"], [["a", "two words"]], 17));

    [Fact]
    public void Sentences_are_wrapped_and_names_are_not()
    {
        var widths = ColumnWidths.Fit(["Name", "Why"], [["zen.dq.spamhaus.net", "a sentence that is far too long for a line of a terminal"]], 50);
        Assert.Equal([19, 27], widths);
    }

    [Fact]
    public void Only_when_the_words_alone_are_too_wide_is_one_broken_that_of_the_widest_column()
    {
        Assert.Equal([10, 26], ColumnWidths.Fit(["A", "B"], [["0123456789", new string('x', 60)]], 40));
        Assert.Equal([4, 4], ColumnWidths.Fit(["A", "B"], [["0123456789", new string('x', 60)]], 3));
    }

    [Fact]
    public void Wide_letters_take_two_columns() => Assert.Equal([6], ColumnWidths.Fit(["A"], [["\u6f22\u5b57\u6f22"]], 80));
}
