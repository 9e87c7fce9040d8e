using IpBlock.Addresses;

namespace IpBlock.Lists.Formats;

/// <summary>An address, network or range in the notations of <see cref="AddressRange"/> becomes an entry.</summary>
internal static class AddressEntry
{
    private static readonly char[] NetworkMarks = ['/', '('];
    private static readonly char[] Separators = ['/', '(', '-'];

    /// <summary>Lists what the text says, or takes it out. Returns null, or why it cannot.</summary>
    public static string? Add(string text, ListEntries entries, bool excludes = false)
    {
        if (!AddressRange.TryParse(text, out var range, out var reason))
            return WithWhole(text, reason!);
        if (HasHostBits(text, range))
            entries.HostBitsIgnored();
        return excludes ? entries.Exclude(range) : entries.List(range);
    }

    /// <summary>Lists a range of which the ends stand apart.</summary>
    public static string? AddBetween(string first, string last, ListEntries entries) =>
        AddressRange.TryParse(first.Trim() + "-" + last.Trim(), out var range, out var reason) ? entries.List(range) : reason;

    // The reason quotes what is wrong in it; the text around says which entry is meant.
    private static string WithWhole(string text, string reason)
    {
        var end = text.IndexOfAny(Separators);
        var left = end < 0 ? text : text.Substring(0, end).Trim();
        var quoted = "'" + left + "' is not";
        return end >= 0 && reason.StartsWith(quoted, System.StringComparison.Ordinal)
            ? "'" + left + "' in '" + text + "' is not" + reason.Substring(quoted.Length) : reason;
    }

    private static bool HasHostBits(string text, AddressRange range)
    {
        var slash = text.IndexOfAny(NetworkMarks);
        return slash > 0 && Address.TryParse(text.Substring(0, slash).TrimEnd(), out var written) && written != range.First;
    }
}
