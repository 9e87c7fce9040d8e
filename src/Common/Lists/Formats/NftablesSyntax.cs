using System;

namespace IpBlock.Lists.Formats;

/// <summary>
/// The elements of a set of nftables (nft(8)), as <c>nft list set</c> prints them and as <c>add element … { … }</c> and <c>define NAME = { … }</c> write
/// them.
/// </summary>
internal sealed class NftablesSyntax : LineSyntax
{
    private static readonly char[] Blanks = [' ', '\t'];
    private readonly NamedSets _sets = new("write one of them: nft list set FAMILY TABLE NAME");
    private string _set = "";
    private bool _inside;

    public static bool LooksLikeOne(string line)
    {
        var words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        var opens = line.IndexOf('{') > 0;
        return opens && words[0] is "table" or "set" || words[0] is "define" && line.IndexOf('=') > 0
            || words.Length > 1 && words[0] is "add" or "create" or "flush" or "delete" or "nft"
                && words[1] is "element" or "set" or "table" or "ruleset" or "add";
    }

    public override string? Read(string line, ListEntries entries)
    {
        var text = WithoutQuotes(line);
        var comment = text.IndexOf('#');
        text = (comment < 0 ? text : text.Substring(0, comment)).Trim();
        string? reason = null;
        while (text.Length > 0 && reason is null)
        {
            if (!_inside && !TryOpen(ref text))
                return text.IndexOf("saddr", StringComparison.Ordinal) >= 0 ? "rules are not supported; put the addresses into a set" : null;
            var close = text.IndexOf('}');
            reason = ReadElements(close < 0 ? text : text.Substring(0, close), entries);
            _inside = close < 0;
            text = close < 0 ? "" : text.Substring(close + 1).Trim();
        }

        return reason;
    }

    public override bool TryFindAddress(byte[] bytes, ref int start, ref int end)
    {
        while (start < end && bytes[start] is (byte)' ' or (byte)'\t')
            start++;
        if (end > start && bytes[end - 1] == ',')
            end--;
        return _inside;
    }

    public override bool List(uint first, uint last, ListEntries entries)
    {
        _sets.Use(_set, isIPv4: true, entries);
        entries.List(first, last);
        return true;
    }

    public override string? WhyUnfinished() => _inside ? $"the elements of the set '{_set}' are not closed ('}}'): the file is incomplete" : null;

    // Up to the brace behind which elements stand; the set that they belong to is named before.
    private bool TryOpen(ref string text)
    {
        var brace = text.IndexOf('{');
        var before = (brace < 0 ? text : text.Substring(0, brace)).Trim();
        var words = before.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        var place = Math.Max(Array.IndexOf(words, "set"), Array.IndexOf(words, "map"));
        if (place >= 0 && words.Length > place + 1)
            _set = words[words.Length - 1];
        var adds = Array.IndexOf(words, "element") > 0;
        if (adds || words.Length > 1 && words[0] is "define")
            _set = adds ? words[words.Length - 1] : words[1].TrimEnd('=');
        if (brace < 0)
            return false;
        text = text.Substring(brace + 1);
        _inside = adds || before.EndsWith("=", StringComparison.Ordinal) && words[0] is "elements" or "define";
        return _inside || text.IndexOf('{') >= 0 && TryOpen(ref text);
    }

    private string? ReadElements(string text, ListEntries entries)
    {
        string? first = null;
        foreach (var part in text.Split(','))
        {
            var words = part.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (words.Length > 1 && words[1] is "." or ":")
            {
                first ??= $"'{part.Trim()}' is not a plain address; a list needs a set of type ipv4_addr or ipv6_addr";
                continue;
            }

            _sets.Use(_set, words[0].IndexOf(':') < 0, entries);
            first ??= AddressEntry.Add(words[0], entries);
        }

        return first;
    }

    // Comments of elements may hold commas and braces.
    private static string WithoutQuotes(string line)
    {
        for (int open; (open = line.IndexOf('"')) >= 0;)
        {
            var close = line.IndexOf('"', open + 1);
            line = line.Substring(0, open) + (close < 0 ? "" : line.Substring(close + 1));
        }

        return line;
    }
}
