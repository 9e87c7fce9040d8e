using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;

namespace IpBlock.Lists.Formats;

/// <summary>How a table is laid out: by its first lines, or by the names in the very first.</summary>
/// <param name="Separator">Between cells; a blank stands for any number of blanks and tabs.</param>
/// <param name="Address">The column of the addresses, from 0.</param>
/// <param name="Last">The column of the last addresses of ranges, or of masks; null when the address stands for itself.</param>
/// <param name="Header">The first line when it holds names, trimmed.</param>
internal sealed record ColumnsLayout(char Separator, int Address, int? Last, string? Header)
{
    private const int LinesLookedAt = 60;
    private static readonly char[] Separators = ['\t', ',', '|', ';', ' '];

    /// <summary>Where nothing tells the columns apart.</summary>
    public static ColumnsLayout FirstOfTabs { get; } = new('\t', 0, null, null);

    /// <summary>The layout; null when it is no table.</summary>
    public static ColumnsLayout? Find(string beginning)
    {
        var lines = Sample(beginning);
        if (lines.Count == 0)
            return null;
        if (ColumnNames.IsAddress(lines[0]))
            return FirstOfTabs with { Header = lines[0] };
        foreach (var separator in Separators)
        {
            if (Find(lines, separator) is { } layout)
                return layout;
        }

        return null;
    }

    /// <summary>True for the number, date or time that may stand behind an address without a separator of its own.</summary>
    public static bool IsFigure(string cell) =>
        cell.Length > 0 && cell.All(static c => c is >= '0' and <= '9' or '.' or ',' or ':' or '-' or '+' or '/' or 'T' or 'Z' or '%');

    /// <summary>An action of Postfix that stands beside the address; null when none does.</summary>
    public static string? ActionAt(IReadOnlyList<string> row, int column)
    {
        foreach (var beside in new[] { column - 1, column + 1 })
        {
            if (beside >= 0 && beside < row.Count && row[beside].Split(' ')[0] is var word && AccessWords.IsAction(word))
                return word;
        }

        return null;
    }

    // The last line may be cut by the end of the buffer.
    private static List<string> Sample(string beginning)
    {
        var lines = beginning.Split(beginning.IndexOf('\n') < 0 ? '\r' : '\n').Select(static line => line.Trim())
            .Where(static line => line.Length > 0 && line[0] != '#').Take(LinesLookedAt).ToList();
        if (lines.Count is > 1 and < LinesLookedAt && beginning.Length > LineReader.MaxLength)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    private static ColumnsLayout? Find(List<string> lines, char separator)
    {
        var rows = lines.Select(line => TableCells.Split(line, separator)).ToList();
        var names = rows[0].Count > 1 && rows[0].Any(ColumnNames.IsAddress) | rows[0].Any(ColumnNames.IsFirst) && !rows[0].Any(IsAddress);
        var data = names || !rows[0].Any(IsAddress) && rows.Count > 1 ? rows.Skip(1).ToList() : rows;
        var header = data.Count == rows.Count ? null : lines[0];
        if (data.Count(static row => row.Count > 1) * 2 <= data.Count && !(data.Count == 0 && names))
            return null;
        var address = names ? Named(rows[0], data) : FirstOfAddresses(data);
        if (address is not { } column || separator == ';' && header is null && column == 0)
            return null;
        if (separator is ' ' ? column > 0 || !data.All(static row => row.Skip(1).All(IsFigure)) : data.Any(row => ActionAt(row, column) is not null))
            return null;

        // A hosts file, "0.0.0.0 name", is a list of names.
        if (data.Count > 2 && data.Select(row => row.Count > column ? row[column] : "").Distinct(StringComparer.Ordinal).Count() == 1)
            return null;
        return new ColumnsLayout(separator, column, LastOf(names ? rows[0] : null, data, column), header);
    }

    private static int? Named(IReadOnlyList<string> names, List<IReadOnlyList<string>> data)
    {
        var first = Enumerable.Range(0, names.Count).Where(i => ColumnNames.IsFirst(names[i]) && Holds(data, i)).Cast<int?>().FirstOrDefault();
        return first ?? Enumerable.Range(0, names.Count).Where(i => ColumnNames.IsAddress(names[i]) && Holds(data, i)).Cast<int?>().FirstOrDefault()
            ?? FirstOfAddresses(data);
    }

    private static int? FirstOfAddresses(List<IReadOnlyList<string>> data) =>
        Enumerable.Range(0, data.Count == 0 ? 0 : data.Max(static row => row.Count)).Where(i => Holds(data, i)).Cast<int?>().FirstOrDefault();

    // Nine of ten: one slip must not hide what the table is.
    private static bool Holds(List<IReadOnlyList<string>> data, int column) =>
        data.Count(row => row.Count > column && IsAddress(row[column])) * 10 >= data.Count * 9;

    // Two addresses of a connection stand side by side as well: without a name for the second it is an end only where it is never below the first, or a mask.
    private static int? LastOf(IReadOnlyList<string>? names, List<IReadOnlyList<string>> data, int address)
    {
        if (names is not null)
            return ColumnNames.IsFirst(names[address]) ? Enumerable.Range(0, names.Count).Where(i => ColumnNames.IsLast(names[i]) && Holds(data, i))
                .Cast<int?>().FirstOrDefault() : null;
        return data.Count > 0 && data.All(row => row.Count > address + 1 && IsEnd(row[address], row[address + 1])) ? address + 1 : null;
    }

    private static bool IsEnd(string first, string last) =>
        last.IndexOfAny(['.', ':']) >= 0 && (AddressRange.TryParse(first + "/" + last, out _) || AddressRange.TryParse(first + "-" + last, out _));

    private static bool IsAddress(string cell) => AddressRange.TryParse(cell, out _);
}
