using System;
using System.Collections.Generic;
using System.Globalization;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>The end of an entry, in the notations of Export-Clixml, of both PowerShells' ConvertTo-Json, and none else.</summary>
internal static class ExchangeTime
{
    private const string JsonPrefix = "/Date(";

    /// <summary>False when there is a time that cannot be read for certain. No end, and the end of the calendar, give null.</summary>
    public static bool TryRead(ExchangeValue value, List<string> remarks, out DateTimeOffset? expires)
    {
        expires = null;
        if (value.IsLost)
            return false;
        if (value.First is not { } text)
            return true;
        if (!TryReadMilliseconds(text, out var moment) && !TryReadIso(text, remarks, out moment))
            return false;

        // "Never" is DateTime.MaxValue, in local time, which shifts it by some hours.
        expires = moment.Year >= 9999 ? null : moment;
        return true;
    }

    // Windows PowerShell 5.1: "\/Date(1767225600000)\/", always UTC.
    private static bool TryReadMilliseconds(string text, out DateTimeOffset moment)
    {
        moment = default;
        if (!text.StartsWith(JsonPrefix, StringComparison.Ordinal))
            return false;
        var end = text.IndexOfAny([')', '+'], JsonPrefix.Length);
        if (end < 0 || !long.TryParse(text.Substring(JsonPrefix.Length, end - JsonPrefix.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
            return false;
        if (count < -62_135_596_800_000 || count > 253_402_300_799_999)
            return false;
        moment = DateTimeOffset.FromUnixTimeMilliseconds(count);
        return true;
    }

    private static bool TryReadIso(string text, List<string> remarks, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length < 19 || text[4] != '-' || text[10] != 'T')
            return false;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out moment))
            return false;
        var hasOffset = text[text.Length - 1] == 'Z' || text.IndexOfAny(['+', '-'], 19) >= 0;
        if (!hasOffset)
            remarks.Add("its expiration time has no time zone and is treated as UTC");
        return true;
    }
}
