using System;
using System.Collections.Generic;

namespace IpBlock.Settings.Schema;

/// <summary>What a property that does not exist was probably meant to be.</summary>
internal static class Suggestion
{
    // Names from Exchange's cmdlets, PureMessage and other filters that no edit distance would find.
    private static readonly Dictionary<string, string> OtherSpellings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["priority"] = "the order in the list is the priority",
        ["identity"] = "use name",
        ["domain"] = "use lookupDomain",
        ["zone"] = "use lookupDomain",
        ["host"] = "use lookupDomain",
        ["mask"] = "use bitmaskMatch",
        ["responses"] = "use ipAddressesMatch",
        ["returnCodes"] = "use ipAddressesMatch",
        ["customRejectionMessage"] = "use rejectionResponse of the provider",
        ["message"] = "use rejectionResponse",
        ["providers"] = "use blockProviders or allowProviders",
        ["ipBlockListProviders"] = "use blockProviders",
        ["ipAllowListProviders"] = "use allowProviders",
        ["blockListProviders"] = "use blockProviders",
        ["allowListProviders"] = "use allowProviders",
        ["bypassedRecipients"] = "use exceptions.recipients",
        ["whitelist"] = "use exceptions.clients or allowProviders",
        ["timeout"] = "use lookupTimeout or totalTimeout",
        ["resolvers"] = "use dns.servers",
        ["nameservers"] = "use dns.servers",
        ["expirationTime"] = "use expires",
        ["ipAddress"] = "use client",
        ["ipRange"] = "use client",
    };

    /// <summary>A cure for a name that <paramref name="owner"/> does not have.</summary>
    public static string For(string name, SettingObject owner)
    {
        if (Nearest(name, Names(owner)) is { } near)
            return $"did you mean {near}?";
        if (OtherSpellings.TryGetValue(name, out var hint))
            return hint;
        foreach (var other in SettingObject.Tree(typeof(FilterSettings)))
        {
            if (other != owner && other.Find(name) is not null)
                return $"{name} belongs in {other.Name}";
        }

        return "allowed here: " + string.Join(", ", Names(owner));
    }

    /// <summary>The name that differs from this one by the fewest characters; null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> names)
    {
        string? best = null;
        var bestDistance = Math.Min(3, name.Length / 3) + 1;
        foreach (var candidate in names)
        {
            var distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant(), bestDistance);
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    private static IEnumerable<string> Names(SettingObject owner)
    {
        foreach (var property in owner.Properties)
            yield return property.Name;
    }

    // Levenshtein's distance, one row at a time; names that differ in length by the limit need no table.
    private static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) >= limit)
            return limit;
        var row = new int[right.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j < row.Length; j++)
            {
                var substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
