using System;
using System.Linq;
using IpBlock.Reporting;

namespace IpBlock.Administration.Logs;

/// <summary>The columns of a file of the log, by its <c>#Fields</c> line: earlier versions wrote fewer, and later ones may write more or others.</summary>
public sealed class LogHeader
{
    private const string Mark = "#Fields:";

    private readonly int[] _places;

    private LogHeader(int count, int[] places)
    {
        Count = count;
        _places = places;
        IsCurrent = count == places.Length && places.Select(static (place, i) => place == i).All(static same => same);
    }

    /// <summary>What this version writes.</summary>
    public static LogHeader Current { get; } = Of([.. LogColumns.All.Select(static column => column.Name)]);

    /// <summary>How many fields a line has.</summary>
    public int Count { get; }

    private bool IsCurrent { get; }

    /// <summary>Reads a line of the log; null when it is no such line, or names no time.</summary>
    public static LogHeader? TryParse(string line)
    {
        if (line is null || !line.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        var names = line.Substring(Mark.Length).Split(',');
        for (var i = 0; i < names.Length; i++)
            names[i] = names[i].Trim();
        var header = Of(names);
        return header._places[0] < 0 ? null : header;
    }

    /// <summary>The fields of a line in the order of <see cref="LogColumns.All"/>; those that the file does not have are empty.</summary>
    internal string[] Arrange(string[] fields)
    {
        if (IsCurrent)
            return fields;
        var arranged = new string[_places.Length];
        for (var i = 0; i < arranged.Length; i++)
            arranged[i] = _places[i] < 0 ? "" : fields[_places[i]];
        return arranged;
    }

    private static LogHeader Of(string[] names) =>
        new(names.Length, [.. LogColumns.All.Select(column => Array.FindIndex(names, name => string.Equals(name, column.Name, StringComparison.OrdinalIgnoreCase)))]);
}
