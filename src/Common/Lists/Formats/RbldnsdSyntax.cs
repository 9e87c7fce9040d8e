using System;

namespace IpBlock.Lists.Formats;

/// <summary>A line of rbldnsd(8), "Dataset types and formats".</summary>
internal sealed class RbldnsdSyntax : LineSyntax
{
    private const uint ListedUnlessSaid = 0x7F00_0002;
    private static readonly char[] EndOfAddress = [' ', '\t', '#', ';'];
    private uint _default = ListedUnlessSaid;
    private ulong _largestIPv4 = ulong.MaxValue;

    public override string? Read(string line, ListEntries entries)
    {
        line = line.Trim();
        if (line.Length == 0 || line[0] is '#' or ';')
            return null;
        if (line[0] == '$')
            return ReadDirective(line, entries);

        // "::1" is an address in an ip6trie, and "::text" a default value without an A record.
        if (line[0] == ':' && !RbldnsdRange.TryParse(FirstWord(line), out _, out _))
            return RbldnsdValue.TryRead(line, _default, out _default) ? null : RbldnsdValue.Cure;
        var negative = line[0] == '!';
        var entry = negative ? line.Substring(1).TrimStart() : line;
        var address = FirstWord(entry);
        if (!RbldnsdRange.TryParse(address, out var range, out var reason))
            return reason;
        if (range.First.IsIPv4 && (ulong)range.Last.IPv4 - range.First.IPv4 >= _largestIPv4)
            return "the range is larger than $MAXRANGE4 allows; rbldnsd also skips it";
        if (negative)
            return entries.Exclude(range);
        if (!RbldnsdValue.TryRead(entry.Substring(address.Length).TrimStart(), _default, out var code))
            return RbldnsdValue.Cure;
        return entries.List(range, code);
    }

    public override bool List(uint first, uint last, ListEntries entries)
    {
        if ((ulong)last - first >= _largestIPv4)
            return false;
        entries.List(first, last, _default);
        return true;
    }

    private static string FirstWord(string text)
    {
        var end = text.IndexOfAny(EndOfAddress);
        return end < 0 ? text : text.Substring(0, end);
    }

    private string? ReadDirective(string line, ListEntries entries)
    {
        var words = line.Split(EndOfAddress, StringSplitOptions.RemoveEmptyEntries);
        if (string.Equals(words[0], "$DATASET", StringComparison.Ordinal))
            entries.Refusal = "this is a combined rbldnsd dataset ($DATASET); put each dataset in its own file";
        if (string.Equals(words[0], "$MAXRANGE4", StringComparison.Ordinal) && words.Length > 1)
            _largestIPv4 = Math.Min(_largestIPv4, RbldnsdRange.Size(words[1]));
        return null;
    }
}
