using System;
using System.Globalization;

namespace IpBlock.Administration.InForce;

/// <summary>Times and counts as an administrator reads them.</summary>
internal static class Times
{
    /// <summary>A count with its noun: <c>1 entry</c>, <c>1,403 entries</c>.</summary>
    public static string Count(long count, string one, string many) => count.ToString("N0", CultureInfo.InvariantCulture) + " " + (count == 1 ? one : many);

    /// <summary>In local time, to the minute: <c>2026-11-29 06:40</c>.</summary>
    public static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
