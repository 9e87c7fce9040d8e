using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Postfix;

/// <summary><c>type:name</c> as Postfix names a table; what stands in braces behind the type is the table itself.</summary>
internal readonly struct TableName
{
    private static readonly HashSet<string> Indexed = new(StringComparer.Ordinal) { "hash", "btree", "lmdb", "dbm", "sdbm", "cdb", "texthash" };

    private TableName(string type, string name)
    {
        Type = type;
        Name = name;
    }

    public string Type { get; }

    /// <summary>The path of a file, or the table in braces.</summary>
    public string Name { get; }

    public bool IsInline => Name.StartsWith("{", StringComparison.Ordinal);

    public bool IsCidr => Type is "cidr";

    /// <summary>Its lines are a key and an action. The source of hash:/etc/postfix/access is /etc/postfix/access.</summary>
    public bool HasKeys => Indexed.Contains(Type) || Type is "inline";

    public bool HasPatterns => Type is "pcre" or "regexp";

    public static bool TryParse(string text, out TableName table)
    {
        if (text.StartsWith("proxy:", StringComparison.Ordinal))
            text = text.Substring(6);
        var colon = text.IndexOf(':');
        table = colon < 0 ? default : new TableName(text.Substring(0, colon), text.Substring(colon + 1).Trim());
        return colon > 0;
    }

    /// <summary>
    /// The table as lines of a file: <c>{ {192.0.2.1 = OK}, {a b} }</c> and, without inner braces, <c>{ 192.0.2.1=OK }</c>. Null for an inline table that Postfix does not take. In
    /// one the last of two entries for the same key holds, other than in a file.
    /// </summary>
    public string? InlineText()
    {
        var i = 0;
        var lines = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in MainWords.Split(Balanced.Read(Name, ref i), 1))
        {
            var line = word.Text.Trim();
            if (line.StartsWith("{", StringComparison.Ordinal))
            {
                var start = 0;
                line = Balanced.Read(line, ref start).Trim();
            }

            if (Type is not "inline")
            {
                lines.Add(line);
                continue;
            }

            var equals = line.IndexOf('=');
            if (equals <= 0)
                return null;
            var key = line.Substring(0, equals).Trim();
            if (places.TryGetValue(key, out var place))
                lines[place] = "";
            places[key] = lines.Count;
            lines.Add(key + " " + line.Substring(equals + 1).Trim());
        }

        return lines.Count == 0 && Type is "inline" ? null : string.Join("\n", lines);
    }
}
