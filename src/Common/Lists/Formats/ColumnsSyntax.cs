using System;
using System.Collections.Generic;

namespace IpBlock.Lists.Formats;

/// <summary>
/// A line of a table with addresses in one column, or in two. What stands in the others is not looked at, but for actions of Postfix behind the address.
/// </summary>
internal sealed class ColumnsSyntax(ColumnsLayout layout) : LineSyntax
{
    private bool _headerSeen = layout.Header is null;

    public override string? Read(string line, ListEntries entries)
    {
        line = line.Trim();
        if (line.Length == 0 || line[0] == '#')
            return null;
        if (!_headerSeen && string.Equals(line, layout.Header, StringComparison.Ordinal))
        {
            _headerSeen = true;
            return null;
        }

        var cells = TableCells.Split(line, layout.Separator);
        if (cells.Count <= layout.Address)
            return FormattableString.Invariant($"the line has {cells.Count} columns, but the addresses of this table are in column {layout.Address + 1}");
        var address = WithoutComment(cells[layout.Address]);
        if (layout.Last is { } last && cells.Count > last)
            return AddEnd(address, cells[last], entries);
        if (WhyNotBeside(cells) is { } why)
            return why;
        return AddressEntry.Add(address, entries) is { } reason
            ? reason + FormattableString.Invariant($"; the addresses of this table are in column {layout.Address + 1}") : null;
    }

    public override bool TryFindAddress(byte[] bytes, ref int start, ref int end)
    {
        if (layout.Address != 0 || layout.Last is not null)
            return false;
        for (var i = start; i < end; i++)
        {
            if (bytes[i] != layout.Separator && (layout.Separator != ' ' || bytes[i] != '\t'))
                continue;

            // Text may be an action; a figure is none.
            while (i + 1 < end && bytes[i + 1] is (byte)' ' or (byte)'\t')
                i++;
            var isFigure = i + 1 < end && bytes[i + 1] is >= (byte)'0' and <= (byte)'9' && bytes[end - 1] is >= (byte)'0' and <= (byte)'9';
            end = Math.Min(end, i);
            return isFigure;
        }

        return true;
    }

    public override bool List(uint first, uint last, ListEntries entries)
    {
        entries.List(first, last);
        return true;
    }

    private static string? AddEnd(string first, string last, ListEntries entries) =>
        last.IndexOf('.') > 0 && Addresses.AddressRange.TryParse(first + "/" + last, out var network) ? entries.List(network)
            : AddressEntry.AddBetween(first, last, entries);

    private string? WhyNotBeside(IReadOnlyList<string> cells)
    {
        if (ColumnsLayout.ActionAt(cells, layout.Address) is { } action)
            return $"'{action}' follows the address and is an action of a Postfix access table; import such a table with ipblock import";
        var next = cells.Count > layout.Address + 1 ? cells[layout.Address + 1] : "0";
        return layout.Separator == ' ' && !ColumnsLayout.IsFigure(next) ? $"'{next}' follows the address, where this table has numbers; put # before it"
            : null;
    }

    private static string WithoutComment(string cell) => cell.IndexOf('#') is > 0 and var mark ? cell.Substring(0, mark).Trim() : cell;
}
