using System;

namespace IpBlock.PowerShell.Arguments;

/// <summary>Values of list entries and exceptions as PowerShell and Exchange have them, as the settings want them.</summary>
internal static class EntryArguments
{
    /// <summary>
    /// The moment at which an entry ends. A time of no kind is local, as in Exchange; its DateTime.MaxValue, in whatever kind and zone it arrives, means never.
    /// </summary>
    public static DateTimeOffset? Expires(DateTime? expiration)
    {
        if (expiration is not { } moment || moment.Year >= DateTime.MaxValue.Year)
            return null;
        return new DateTimeOffset(moment).ToUniversalTime();
    }

    /// <summary>The moment in local time, as PowerShell shows times; null for never.</summary>
    public static DateTime? Local(DateTimeOffset? moment) => moment?.LocalDateTime;

    /// <summary>A bound of a search in time, local unless it says otherwise.</summary>
    public static DateTimeOffset? Moment(DateTime? bound) => bound is { } moment ? new DateTimeOffset(moment) : null;

    /// <summary>Null for nothing or blanks.</summary>
    public static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
}
