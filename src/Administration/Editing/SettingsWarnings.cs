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
    public static IReadOnlyList<string> Of(FilterSettings settings, DateTimeOffset now, ZoneTable? zones = null) =>
        [.. All(settings, now, zones).Select(static warning => warning.ToString())];

    /// <summary>The same with the kind and the subject of each.</summary>
    internal static IReadOnlyList<SettingsWarning> All(FilterSettings settings, DateTimeOffset now, ZoneTable? zones = null)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        var warnings = new List<SettingsWarning>();
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
        if (settings.Notify.Email.Missing is { Count: > 0 } missing)
        {
            warnings.Add(new SettingsWarning("settings.notifyIncomplete", "notify.email", "notify.email",
                $"no e-mail is sent while {string.Join(" and ", missing)} {(missing.Count == 1 ? "is" : "are")} not set"));
        }

        return warnings;
    }

    /// <summary>What a change has brought about: the warnings of the settings after it that those before it did not have, wherever in the file they stood.</summary>
    /// <param name="before">The settings before; null when there were none.</param>
    /// <param name="after">The settings after the change.</param>
    /// <param name="now">As for <see cref="Of"/>.</param>
    /// <param name="zones">As for <see cref="Of"/>.</param>
    public static IReadOnlyList<string> Added(FilterSettings? before, FilterSettings after, DateTimeOffset now, ZoneTable? zones = null)
    {
        var known = new HashSet<string>(before is null ? [] : All(before, now, zones).Select(static warning => warning.Words), StringComparer.Ordinal);
        return [.. All(after, now, zones).Where(warning => !known.Contains(warning.Words)).Select(static warning => warning.ToString())];
    }

    /// <summary>What to say of an entry that is about to be added; null when it holds.</summary>
    public static string? Expired(string what, DateTimeOffset? expires, DateTimeOffset now) =>
        expires is { } end && end <= now ? $"{what} has already expired ({PointInTime.Format(end)}) and has no effect; give it a later date, or remove it" : null;

    private static void AddExpired<T>(string list, IReadOnlyList<T> entries, Func<T, (string What, DateTimeOffset? Expires)> read, DateTimeOffset now, List<SettingsWarning> warnings)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var (what, expires) = read(entries[i]);
            if (Expired(what, expires, now) is { } warning)
                warnings.Add(new SettingsWarning("settings.expired", what, Place(list, i), warning));
        }
    }

    // What the table of zones calls an error stays one, also where a provider names it.
    private static void AddCodes(string list, IReadOnlyList<ProviderSettings> providers, List<SettingsWarning> warnings)
    {
        for (var i = 0; i < providers.Count; i++)
        {
            foreach (var response in providers[i].IpAddressesMatch)
            {
                if (response.Single is { } code && providers[i].ErrorCodes.Any(error => error.Matches(code)))
                    warnings.Add(NeverAMatch(providers[i], Place(list, i), $"{response} is never a match, because it is also in errorCodes"));
            }

            if (ZoneCodes.Of(providers[i].LookupDomain.Reveal()) is not { } zone)
                continue;
            foreach (var response in providers[i].IpAddressesMatch)
            {
                if (response.Single is { } code && zone.Knows(code, out var error) && error is not null)
                    warnings.Add(NeverAMatch(providers[i], Place(list, i), $"{response} is never a match of {providers[i].LookupDomain.PublicName}: {error}"));
            }
        }
    }

    private static void AddZones(string list, IReadOnlyList<ProviderSettings> providers, ZoneTable zones, List<SettingsWarning> warnings)
    {
        for (var i = 0; i < providers.Count; i++)
        {
            if (providers[i].Enabled && zones.Of(providers[i].LookupDomain.Reveal()) is { } zone)
                warnings.Add(new SettingsWarning("provider.closedZone", providers[i].Name, Place(list, i) + ".lookupDomain", $"{providers[i].LookupDomain.PublicName}: {zone}"));
        }
    }

    private static SettingsWarning NeverAMatch(ProviderSettings provider, string place, string words) =>
        new("settings.codeNeverMatches", provider.Name, place + ".ipAddressesMatch", words);

    private static string Place(string list, int index) => list + "[" + index.ToString(CultureInfo.InvariantCulture) + "]";
}
