using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Testing.Manual;

/// <summary>The tables of a page of the manual, of which the code knows the rows.</summary>
public static class ManualTables
{
    /// <summary>The page with these rows in the table of a section. A section without a table stays without.</summary>
    /// <param name="page">The text of the page.</param>
    /// <param name="heading">The section's whole heading, with its <c>##</c>.</param>
    /// <param name="rows">Each begins with <c>| `</c>.</param>
    public static string WithRows(string page, string heading, IEnumerable<string> rows)
    {
        var lines = page.Split('\n').ToList();
        var start = lines.IndexOf(heading) + 1;
        var end = start == 0 ? 0 : lines.FindIndex(start, static line => line.StartsWith("## ", StringComparison.Ordinal));
        var length = (end < 0 ? lines.Count : end) - start;
        var table = start == 0 ? -1 : lines.FindIndex(start, length, static line => line.StartsWith("| --- ", StringComparison.Ordinal));
        if (table < 0)
            return page;
        while (table + 1 < lines.Count && lines[table + 1].StartsWith("| `", StringComparison.Ordinal))
            lines.RemoveAt(table + 1);
        lines.InsertRange(table + 1, rows);
        return string.Join('\n', lines);
    }
}
