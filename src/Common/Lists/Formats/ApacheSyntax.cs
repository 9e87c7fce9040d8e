using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Lists.Formats;

/// <summary>
/// Access control of Apache: <c>Deny from</c> of 2.2, <c>Require not ip</c> of 2.4, or the same that allow. <c>10.1</c> is 10.1.0.0/16 there.
/// </summary>
internal sealed class ApacheSyntax : LineSyntax
{
    private static readonly char[] Blanks = [' ', '\t'];
    private static readonly string[] Sections = ["<Require", "<Limit", "<If", "<Files", "<Directory", "<Location", "<VirtualHost", "</"];
    private readonly ListSense _sense = new();

    public static bool LooksLikeOne(string line)
    {
        var words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        return IsSection(line) || VerbOf(words, out _) is not null || words.Length > 1 && Is(words[0], "order") && words[1].IndexOf(',') > 0;
    }

    public static bool IsSection(string line) => Array.Exists(Sections, section => line.StartsWith(section, StringComparison.OrdinalIgnoreCase));

    public override string? Read(string line, ListEntries entries)
    {
        line = line.Trim();
        var words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || line[0] is '#' || IsSection(line) || Is(words[0], "order") || Is(words[0], "satisfy"))
            return null;
        if (VerbOf(words, out var first) is not { } verb)
            return words.Length == 3 && Is(words[0], "require") && Is(words[1], "all") ? null
                : "the line is not Apache access control syntax; write Require not ip 192.0.2.0/24 or Deny from 192.0.2.0/24";
        if (words.Length == first + 1 && Is(words[first], "all"))
            return null;
        if (!_sense.Holds(verb))
            return _sense.WhyNot(verb);
        string? reason = null;
        for (var i = first; i < words.Length; i++)
            reason ??= Add(words[i], entries);
        return reason;
    }

    public override bool TryFindAddress(byte[] bytes, ref int start, ref int end) => false;

    public override bool List(uint first, uint last, ListEntries entries) => false;

    private static string? Add(string client, ListEntries entries)
    {
        if (client.IndexOf(':') < 0 && client.IndexOf('/') < 0 && !AddressRange.TryParse(client, out _)
            && RbldnsdRange.TryParse(client.TrimEnd('.'), out var network, out _))
            return entries.List(network);
        return AddressEntry.Add(client, entries) is { } reason ? reason + "; host names and env= are not read" : null;
    }

    // "Require ip", "Require not ip", "Deny from", "Allow from"; both forms that deny are one.
    private static string? VerbOf(IReadOnlyList<string> words, out int first)
    {
        first = 2;
        if (words.Count > 2 && Is(words[1], "from") && (Is(words[0], "deny") || Is(words[0], "allow")))
            return Is(words[0], "deny") ? "deny" : "allow";
        if (words.Count <= 2 || !Is(words[0], "require"))
            return null;
        if (Is(words[1], "ip"))
            return "allow";
        first = 3;
        return words.Count > 3 && Is(words[1], "not") && Is(words[2], "ip") ? "deny" : null;
    }

    private static bool Is(string word, string wanted) => word.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}
