using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.SettingsChecks;

/// <summary>Settings by which nobody is ever rejected, though that may be meant for a while.</summary>
internal static class IdleSettings
{
    public static IEnumerable<DoctorFinding> Of(FilterSettings settings, DateTimeOffset now)
    {
        var modes = Sources(settings, now).ToList();
        if (!settings.Enabled)
            yield return DoctorFinding.Warning("settings.off", "enabled", "No client is filtered, because enabled is false.", "ipblock config set enabled true");
        else if (modes.Count == 0)
            yield return DoctorFinding.Warning("settings.nothingRejects", "", "No client can be rejected, because no block provider is enabled, the IP Block list is empty, no block list in a file is enabled, "
                + "and the rules for reverse names and HELO are off.", "To see block lists, run ipblock catalog list. To add one, run ipblock provider add.");
        else if (settings.Mode == FilterMode.Report && !settings.RecipientPolicies.Any(static policy => policy is { Enabled: true, Mode: FilterMode.Enforce }))
            yield return DoctorFinding.Warning("settings.reportMode", "mode", "No client is rejected, because mode is report.",
                "To see which clients would have been rejected, run ipblock stats. To reject them, run ipblock config set mode enforce.");
        else if (settings.Mode == FilterMode.Enforce && modes.TrueForAll(static mode => mode == FilterMode.Report))
            yield return DoctorFinding.Warning("settings.onlyReports", "", "No client is rejected, because every enabled provider, list and rule has mode report.",
                "Run ipblock provider set NAME --mode enforce for each provider that should reject clients.");
    }

    // Of all that can reject a client.
    private static IEnumerable<FilterMode> Sources(FilterSettings settings, DateTimeOffset now)
    {
        foreach (var provider in settings.BlockProviders.Where(static provider => provider.Enabled))
            yield return provider.Mode;
        if (settings.BlockList.Any(entry => !(entry.Expires <= now)))
            yield return FilterMode.Enforce;
        foreach (var list in settings.Lists.Where(static list => list is { Enabled: true, Kind: ListKind.Block }))
            yield return list.Mode;
        if (settings.DynamicHosts.Enabled)
            yield return settings.DynamicHosts.Mode;
        if (settings.Helo.Enabled)
            yield return settings.Helo.Mode;
    }
}
