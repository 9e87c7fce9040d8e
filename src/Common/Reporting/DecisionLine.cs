using System;
using System.Text;
using IpBlock.Sessions;

namespace IpBlock.Reporting;

/// <summary>
/// A decision as a line of comma-separated values (RFC 4180). Part of what stands in it was written by strangers: whatever it is, a line stays one line and
/// a field one field, and no field can begin a formula in the spreadsheet the log is opened with.
/// </summary>
internal static class DecisionLine
{
    private static readonly char[] MustBeQuoted = [',', '"', ' ', ';'];

    public static void Append(StringBuilder line, Decision decision, DateTimeOffset now)
    {
        var columns = LogColumns.All;
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0)
                line.Append(',');
            Field(line, columns[i].Text(decision, now), columns[i].MaxLength);
        }

        line.Append('\n');
    }

    private static void Field(StringBuilder line, string? value, int maxLength)
    {
        var clean = PrintableAscii.Clean(value, maxLength);
        if (clean.Length == 0)
            return;
        if (clean[0] is '=' or '+' or '-' or '@')
            clean = "'" + clean;
        if (clean.IndexOfAny(MustBeQuoted) < 0)
            line.Append(clean);
        else
            line.Append('"').Append(clean.Replace("\"", "\"\"")).Append('"');
    }
}
