using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Dns;
using IpBlock.Lists;
using IpBlock.Providers.Zones;
using IpBlock.RecipientPolicies;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Checking;

/// <summary>What stands against good settings on this machine, now and for this account. None of it is an error of the settings, and all of it is tried again by a running service.</summary>
public static class SiteCheck
{
    /// <summary>One sentence for each thing that is wrong; empty when nothing is.</summary>
    public static IReadOnlyList<string> Look(FilterSettings settings, string settingsPath, Clock clock)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        var troubles = new List<string>();
        if (settings.Dns.Servers.Count == 0 && NameServers() is { } servers)
            troubles.Add(servers);
        if (settings.Log.Enabled && LogFolder(FilterEngine.LogDirectory(settings, settingsPath)) is { } log)
            troubles.Add(log);
        using var lists = ListStore.Load(settings, settingsPath, clock);
        foreach (var list in lists.Current.All)
        {
            if (list.Trouble is { } why)
                troubles.Add($"List {list.Settings.Name}: {why}.");
        }

        if (SiteZones.Read(settingsPath).Trouble is { } zones)
            troubles.Add($"{SiteZones.PathFor(settingsPath)} has no effect: {zones}.");
        troubles.AddRange(Policies(settings, settingsPath, clock));
        troubles.AddRange(NotifyFiles(settings.Notify, settingsPath));
        return troubles;
    }

    /// <summary>What is wrong with the files of recipients that the policies name, and which recipients in them another policy has already.</summary>
    public static IReadOnlyList<string> Policies(FilterSettings settings, string settingsPath, Clock clock)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        using var store = RecipientPolicyStore.Load(settings, settingsPath, clock);
        return [.. store.Troubles, .. PolicyWarnings.InFiles(settings, [.. settings.RecipientPolicies.Select((_, place) => store.InFile(place))])];
    }

    private static IEnumerable<string> NotifyFiles(NotifySettings notify, string settingsPath)
    {
        var files = new[]
        {
            ("notify.email.passwordFile", notify.Email.PasswordFile), ("notify.email.trustedCertificate", notify.Email.TrustedCertificate),
            ("notify.webhook.trustedCertificate", notify.Webhook.TrustedCertificate),
        };
        foreach (var (setting, file) in files)
        {
            if (file is not null && !File.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".", file)))
                yield return $"Notifications cannot be sent: {setting} refers to {file}, which does not exist or cannot be read by this account.";
        }
    }

    private static string? NameServers()
    {
        try
        {
            return SystemNameServers.FindNamed().Count > 0 ? null
                : "No name server is configured on this server; 127.0.0.1 is used. Set dns.servers, or correct the network settings of this server.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Net.NetworkInformation.NetworkInformationException)
        {
            return "The name servers of this server cannot be determined: " + failure.Message;
        }
    }

    // A folder that is not there yet is made with the first decision.
    private static string? LogFolder(string folder)
    {
        if (!Directory.Exists(folder))
            return File.Exists(folder) ? $"Decisions cannot be logged in {folder}: it is a file." : null;
        try
        {
            var probe = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".tmp");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
                return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"Decisions cannot be logged in {folder} by this account: {failure.Message}";
        }
    }
}
