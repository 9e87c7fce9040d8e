using System;
using System.Collections.Generic;
using System.Text;

namespace IpBlock.Tests.Reporting;

/// <summary>Comma-separated values as RFC 4180 §2 has them, and nothing beyond: whatever it does not allow is an error.</summary>
internal static class CsvReader
{
    public static List<string> Fields(string line)
    {
        var fields = new List<string>();
        for (var at = 0; at <= line.Length; at++)
            fields.Add(at < line.Length && line[at] == '"' ? Quoted(line, ref at) : Plain(line, ref at));
        return fields;
    }

    private static string Plain(string line, ref int at)
    {
        var end = line.IndexOf(',', at);
        end = end < 0 ? line.Length : end;
        var field = line[at..end];
        at = end;
        return field.Contains('"') ? throw new FormatException("A quote in a field without quotes: " + line) : field;
    }

    private static string Quoted(string line, ref int at)
    {
        var field = new StringBuilder();
        for (at++; ; at++)
        {
            if (at >= line.Length)
                throw new FormatException("A field without its second quote: " + line);
            if (line[at] != '"')
                field.Append(line[at]);
            else if (at + 1 < line.Length && line[at + 1] == '"')
                field.Append(line[at++]);
            else
                break;
        }

        at++;
        return at == line.Length || line[at] == ',' ? field.ToString() : throw new FormatException("Something behind the second quote: " + line);
    }
}
