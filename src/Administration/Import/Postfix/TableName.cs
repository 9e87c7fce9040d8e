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

    /// <summary>The table as lines of a file: <c>{ {192.0.2.1 = OK}, {a b} }</c> and, without inner braces, <c>{ 192.0.2.1=OK }</c>.</summary>
    public string InlineText()
    {
        var i = 0;
        var lines = new List<string>();
        foreach (var word in MainWords.Split(Balanced.Read(Name, ref i), 1))
        {
            var line = word.Text.Trim();
            if (line.StartsWith("{", StringComparison.Ordinal))
            {
                var start = 0;
                line = Balanced.Read(line, ref start).Trim();
            }

            var equals = Type is "inline" ? line.IndexOf('=') : -1;
            lines.Add(equals < 0 ? line : line.Substring(0, equals).Trim() + " " + line.Substring(equals + 1).Trim());
        }

        return string.Join("\n", lines);
    }
}
