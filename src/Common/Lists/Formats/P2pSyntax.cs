namespace IpBlock.Lists.Formats;

/// <summary>PeerGuardian's text format, <c>name:192.0.2.1-192.0.2.9</c>. Names may hold colons: the last one counts.</summary>
internal sealed class P2pSyntax : LineSyntax
{
    public static bool LooksLikeOne(string line) => line.LastIndexOf(':') is > 0 and var colon && PaddedRange.TryParse(line.Substring(colon + 1), out _, out _);

    public override string? Read(string line, ListEntries entries)
    {
        line = line.Trim();
        if (line.Length == 0 || line[0] == '#' && !LooksLikeOne(line))
            return null;
        var colon = line.LastIndexOf(':');
        if (PaddedRange.TryParse(line.Substring(colon + 1), out var range, out var reason))
            return entries.List(range);
        return reason + "; write name:192.0.2.1-192.0.2.9";
    }

    public override bool TryFindAddress(byte[] bytes, ref int start, ref int end) => false;

    public override bool List(uint first, uint last, ListEntries entries) => false;
}
