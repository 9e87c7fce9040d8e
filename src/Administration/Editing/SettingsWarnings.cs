using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Providers.Zones;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>What is no error in good settings, and yet hardly what the administrator means.</summary>
public static class SettingsWarnings
{
    /// <summary>One sentence each, with its place in the file, in the order of the manual; empty when there is nothing to say.</summary>
    /// <param name="settings">Validated.</param>
    /// <param name="now">What has expired before that is said.</param>
    /// <param name="zones">The zones that should not be asked; the program's own unless given.</param>
    public static IReadOnlyList<string> Of(FilterSettings settings, DateTimeOffset now, ZoneTable? zones = null)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        var warnings = new List<string>();
        warnings.AddRange(new ScoreWarnings(settings).All());
        warnings.AddRange(PolicyWarnings.InSettings(settings));
        AddCodes("blockProviders", settings.BlockProviders, warnings);
        AddCodes("allowProviders", settings.AllowProviders, warnings);
        AddZones("blockProviders", settings.BlockProviders, zones ?? KnownZones.BuiltIn, warnings);
        AddZones("allowProviders", settings.AllowProviders, zones ?? KnownZones.BuiltIn, warnings);
        AddExpired("allowList", settings.AllowList, static entry => (entry.Address.ToString(), entry.Expires), now, warnings);
        AddExpired("blockList", settings.BlockList, static entry => (entry.Address.ToString(), entry.Expires), now, warnings);
        AddExpired("exceptions.clients", settings.Exceptions.Clients, static entry => (entry.Client.ToString(), entry.Expires), now, warnings);
        AddExpired("exceptions.recipients", settings.Exceptions.Recipients, static entry => (entry.Recipient.ToString(), entry.Expires), now, warnings);
        return warnings;
    }

    /// <summary>What a change has brought about: the warnings of the settings after it that those before it did not have, wherever in the file they stood.</summary>
    /// <param name="before">The settings before; null when there were none.</param>
    /// <param name="after">The settings after the change.</param>
    /// <param name="now">As for <see cref="Of"/>.</param>
    /// <param name="zones">As for <see cref="Of"/>.</param>
    public static IReadOnlyList<string> Added(FilterSettings? before, FilterSettings after, DateTimeOffset now, ZoneTable? zones = null)
    {
        var known = new HashSet<string>(before is null ? [] : Of(before, now, zones).Select(WithoutPlace), StringComparer.Ordinal);
        return [.. Of(after, now, zones).Where(warning => !known.Contains(WithoutPlace(warning)))];
    }

    /// <summary>What to say of an entry that is about to be added; null when it holds.</summary>
    public static string? Expired(string what, DateTimeOffset? expires, DateTimeOffset now) =>
        expires is { } end && end <= now ? $"{what} has expired already ({PointInTime.Format(end)}) and has no effect; give it a later date, or remove it" : null;

    private static void AddExpired<T>(string list, IReadOnlyList<T> entries, Func<T, (string What, DateTimeOffset? Expires)> read, DateTimeOffset now, List<string> warnings)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var (what, expires) = read(entries[i]);
            if (Expired(what, expires, now) is { } warning)
                warnings.Add(Place(list, i) + ": " + warning);
        }
    }

    // What the table of zones calls an error stays one, also where a provider names it.
    private static void AddCodes(string list, IReadOnlyList<ProviderSettings> providers, List<string> warnings)
    {
        for (var i = 0; i < providers.Count; i++)
        {
            foreach (var response in providers[i].IpAddressesMatch)
            {
                if (response.Single is { } code && providers[i].ErrorCodes.Any(error => error.Matches(code)))
                    warnings.Add($"{Place(list, i)}.ipAddressesMatch: {response} is never a match, because errorCodes has it too");
            }

            if (ZoneCodes.Of(providers[i].LookupDomain.Reveal()) is not { } zone)
                continue;
            foreach (var response in providers[i].IpAddressesMatch)
            {
                if (response.Single is { } code && zone.Knows(code, out var error) && error is not null)
                    warnings.Add($"{Place(list, i)}.ipAddressesMatch: {response} is never a match of {providers[i].LookupDomain.PublicName}: {error}");
            }
        }
    }

    private static void AddZones(string list, IReadOnlyList<ProviderSettings> providers, ZoneTable zones, List<string> warnings)
    {
        for (var i = 0; i < providers.Count; i++)
        {
            if (providers[i].Enabled && zones.Of(providers[i].LookupDomain.Reveal()) is { } zone)
                warnings.Add($"{Place(list, i)}.lookupDomain: {providers[i].LookupDomain.PublicName}: {zone}");
        }
    }

    private static string WithoutPlace(string warning) => warning.Substring(warning.IndexOf(": ", StringComparison.Ordinal));

    private static string Place(string list, int index) => list + "[" + index.ToString(CultureInfo.InvariantCulture) + "]";
}
