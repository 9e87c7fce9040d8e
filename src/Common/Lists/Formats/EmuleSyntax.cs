using System.Globalization;

namespace IpBlock.Lists.Formats;

/// <summary>
/// eMule's ipfilter.dat, <c>192.000.002.001 - 192.000.002.009 , 100 , name</c>. The number is a level: below 128 the range is blocked, from there on it
/// is not.
/// </summary>
internal sealed class EmuleSyntax : LineSyntax
{
    private const int LeastLevelAllowed = 128;

    public static bool LooksLikeOne(string line)
    {
        var cells = line.Split(',');
        return cells.Length >= 2 && PaddedRange.TryParse(cells[0], out _, out _) && IsLevel(cells[1], out _);
    }

    public override string? Read(string line, ListEntries entries)
    {
        line = line.Trim();
        if (line.Length == 0 || line[0] is '#' or ';' || line.StartsWith("//", System.StringComparison.Ordinal))
            return null;
        var cells = line.Split(',');
        if (!PaddedRange.TryParse(cells[0], out var range, out var reason))
            return reason + "; write 192.0.2.1 - 192.0.2.9 , 100 , name";
        if (cells.Length < 2 || !IsLevel(cells[1], out var level))
            return "the access level after the range is missing; write 192.0.2.1 - 192.0.2.9 , 100 , name";
        return level < LeastLevelAllowed ? entries.List(range) : null;
    }

    public override bool TryFindAddress(byte[] bytes, ref int start, ref int end) => false;

    public override bool List(uint first, uint last, ListEntries entries) => false;

    private static bool IsLevel(string text, out int level) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out level);
}
