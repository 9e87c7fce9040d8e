using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Lists;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Administration.Editing;

/// <summary>What is to be said of a change that is good and yet hardly does what the administrator means, or not yet. What was so before is not said again.</summary>
internal static class ChangeWarnings
{
    private const string TakesRestart = "A change takes effect after a restart of the service.";

    // They ask the lists for thousands of others at the same time, and most lists refuse them: the addresses of Google, Cloudflare, Quad9 and OpenDNS.
    private static readonly HashSet<string> PublicResolvers = new(StringComparer.OrdinalIgnoreCase)
    {
        "8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "149.112.112.112", "208.67.222.222", "208.67.220.220",
        "2001:4860:4860::8888", "2001:4860:4860::8844", "2606:4700:4700::1111", "2606:4700:4700::1001", "2620:fe::fe", "2620:fe::9", "2620:119:35::35", "2620:119:53::53",
    };

    /// <summary>One sentence each; empty when there is nothing to say.</summary>
    /// <param name="before">The settings before the change; null when there were none.</param>
    /// <param name="after">The settings after it.</param>
    /// <param name="path">The settings file.</param>
    /// <param name="now">What has expired before that is said.</param>
    public static IEnumerable<string> Of(FilterSettings? before, FilterSettings after, string path, DateTimeOffset now)
    {
        var known = before is null ? [] : new HashSet<string>(All(before, path), StringComparer.Ordinal);
        return All(after, path).Where(warning => !known.Contains(warning))
            .Concat(SettingsWarnings.Added(before, after, now, SiteZones.Read(path).Table))
            .Concat(Restarts(before ?? new FilterSettings(), after));
    }

    private static IEnumerable<string> All(FilterSettings settings, string path)
    {
        foreach (var server in settings.Dns.Servers.Select(static server => server.ToString()))
        {
            if (PublicResolvers.Contains(server))
                yield return $"dns.servers: {server} is a public resolver; most block lists refuse to answer it or answer with an error code. Use your own name server";
        }

        foreach (var list in settings.Lists)
        {
            if (list.File is not null && !File.Exists(ListPlace.Of(list, settings, path).File))
                yield return $"the list {list.Name} has no entries yet: {ListPlace.Of(list, settings, path).File} does not exist";
        }

        foreach (var policy in settings.RecipientPolicies)
        {
            if (policy is { Enabled: true, RecipientsFile: { } file } && !File.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".", file)))
                yield return $"the recipient policy {policy.Name} has no recipients from its file yet: {file} does not exist";
        }
    }

    private static IEnumerable<string> Restarts(FilterSettings before, FilterSettings after)
    {
        foreach (var setting in GeneralSetting.All)
        {
            if (setting.Property.Description.EndsWith(TakesRestart, StringComparison.Ordinal)
                && !setting.Property.Format(setting.Get(before)).SequenceEqual(setting.Property.Format(setting.Get(after)), StringComparer.Ordinal))
                yield return $"{setting.Path} takes effect when the service is restarted: systemctl restart ipblock";
        }
    }
}
