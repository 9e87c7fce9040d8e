using System;
using System.Collections.Generic;
using System.Text;

namespace IpBlock.Lists.Formats;

/// <summary>
/// An address list of MikroTik RouterOS, as <c>/ip firewall address-list export</c> prints it: <c>add address=192.0.2.0/24 list=name</c>; what is
/// disabled there lists nothing.
/// </summary>
internal sealed class MikrotikSyntax : LineSyntax
{
    private readonly NamedSets _sets = new("export one: /ip firewall address-list print where list=NAME");
    private string _before = "";

    public static bool LooksLikeOne(string line) =>
        line.IndexOf("firewall address-list", StringComparison.Ordinal) >= 0
        || line.IndexOf("add ", StringComparison.Ordinal) >= 0 && line.IndexOf("address=", StringComparison.Ordinal) > 0;

    public override string? Read(string line, ListEntries entries)
    {
        line = _before + line.Trim();
        _before = "";
        if (line.EndsWith("\\", StringComparison.Ordinal) && line.Length < LineReader.MaxLength)
        {
            _before = line.Substring(0, line.Length - 1);
            return null;
        }

        if (line.Length == 0 || line[0] == '#')
            return null;
        var words = Words(line);
        var add = words.IndexOf("add");
        var address = add < 0 ? null : Value(words, "address");
        if (address is null)
            return add < 0 ? null : "the line contains no address; write add address=192.0.2.0/24 list=NAME";
        if (Value(words, "disabled") is "yes" or "true")
            return null;
        _sets.Use(Value(words, "list") ?? "", address.IndexOf(':') < 0, entries);
        return AddressEntry.Add(address, entries) is { } reason ? reason + "; write add address=192.0.2.0/24 list=NAME" : null;
    }

    public override bool TryFindAddress(byte[] bytes, ref int start, ref int end) => false;

    public override bool List(uint first, uint last, ListEntries entries) => false;

    private static string? Value(List<string> words, string name)
    {
        foreach (var word in words)
        {
            if (word.StartsWith(name + "=", StringComparison.Ordinal))
                return word.Substring(name.Length + 1);
        }

        return null;
    }

    // Blanks and braces separate; a quoted value is one word with what stands before it.
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quoted = false;
        foreach (var c in line + " ")
        {
            quoted ^= c == '"';
            if (quoted || c is not (' ' or '\t' or '{' or '}' or '"'))
                word.Append(c is '"' ? "" : c.ToString());
            else if (c is not '"' && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }
}
