using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Service.Terminal;

/// <summary>
/// How wide the columns of a table are that does not fit: names, addresses and numbers keep their width as long as there is room, and sentences are wrapped between words. Only when even
/// the longest words together are too wide is a word broken, that of the widest column first.
/// </summary>
internal static class ColumnWidths
{
    public const int Gap = 2;
    private const int Least = 4;
    private const char FirstWide = '\u1100';

    public static int[] Fit(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<Cell>> rows, int width)
    {
        var natural = new int[headings.Count];
        var least = new int[headings.Count];
        for (var column = 0; column < natural.Length; column++)
        {
            foreach (var text in rows.Select(row => column < row.Count ? row[column].Text : "").Prepend(headings[column]))
            {
                natural[column] = Math.Max(natural[column], Longest(text, '\n'));
                least[column] = Math.Max(least[column], Longest(text, '\n', ' '));
            }
        }

        var room = width - (Gap * natural.Length);
        return natural.Sum() <= room ? natural : least.Sum() <= room ? Widened(least, natural, room) : Narrowed(least, room);
    }

    // What is left is given to the columns that need least to be whole: the one with sentences comes last.
    private static int[] Widened(int[] widths, int[] natural, int room)
    {
        var left = room - widths.Sum();
        foreach (var column in Enumerable.Range(0, widths.Length).OrderBy(column => natural[column]))
        {
            var more = Math.Min(left, natural[column] - widths[column]);
            widths[column] += more;
            left -= more;
        }

        return widths;
    }

    private static int[] Narrowed(int[] widths, int room)
    {
        for (var over = widths.Sum() - room; over > 0; over--)
        {
            var widest = Array.IndexOf(widths, widths.Max());
            if (widths[widest] <= Least)
                break;
            widths[widest]--;
        }

        return widths;
    }

    private static int Longest(string text, params char[] between) => text.Split(between).Max(static part => part.Sum(static letter => letter >= FirstWide ? 2 : 1));
}
