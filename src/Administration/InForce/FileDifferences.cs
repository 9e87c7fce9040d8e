using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;

namespace IpBlock.Administration.InForce;

/// <summary>In what a running process does otherwise than its settings file says.</summary>
internal static class FileDifferences
{
    // A change is taken over within that, or is refused.
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(10);

    /// <summary>One finding for each difference; none when the file is in force.</summary>
    /// <param name="state">A process that runs.</param>
    /// <param name="file">What the file says; null when it is broken.</param>
    /// <param name="fileAge">How long ago it was written.</param>
    public static IEnumerable<Finding> Of(ProcessState state, FilterSettings? file, TimeSpan fileAge)
    {
        if (file is null)
        {
            // The process says more of it, if it has noticed.
            if (state.Settings is { AreInForce: true, Errors.Count: 0 })
                yield return new Finding("running.oldSettings", Severity.Warning, "", "The settings file has errors; the previous settings remain active.");
        }
        else if (!state.Settings.AreInForce)
        {
            yield break; // the process says it
        }
        else if (string.Equals(file.Digest, state.Settings.Digest, StringComparison.Ordinal))
        {
            foreach (var closed in ClosedDoors(state, file.Service))
                yield return new Finding("running.closedDoor", Severity.Warning, closed, closed);
        }
        else
        {
            yield return fileAge.Duration() < TakeOver
                ? new Finding("running.oldSettings", Severity.Well, "", "The settings file has just been changed; the change is not active yet.")
                : new Finding("running.oldSettings", Severity.Warning, "",
                    $"The settings file has been changed, but the change is not active. The settings of {Since(state)} are active.");
            foreach (var difference in Differences(state, file))
                yield return new Finding("running.difference", Severity.Well, difference, difference);
        }
    }

    private static IEnumerable<string> Differences(ProcessState state, FilterSettings file)
    {
        if (state.Settings.Enabled != file.Enabled)
            yield return $"Active: enabled {Word(state.Settings.Enabled)}; in the file: {Word(file.Enabled)}.";
        if (state.Settings.Mode != file.Mode)
            yield return $"Active: mode {Word(state.Settings.Mode)}; in the file: {Word(file.Mode)}.";
        foreach (var difference in state.FiltersMail() ? Providers(state, file) : [])
            yield return difference;
        var lists = file.Lists.Where(static list => list.Enabled).Select(static list => list.Name).ToList();
        foreach (var name in lists.Where(name => state.Lists.All(list => !SameName(list.Name, name))))
            yield return $"List {name}, which is in the file, is not active.";
        foreach (var list in state.Lists.Where(list => lists.TrueForAll(name => !SameName(list.Name, name))))
            yield return $"List {list.Name} is active, but disabled or missing in the file.";
    }

    private static IEnumerable<string> Providers(ProcessState state, FilterSettings file)
    {
        var providers = file.BlockProviders.Where(static one => one.Enabled).Select(static one => (Id: RememberedList.IdOf(one, ProviderKind.Block), one.Name))
            .Concat(file.AllowProviders.Where(static one => one.Enabled)
                .Select(static one => (Id: RememberedList.IdOf(one, ProviderKind.Allow), one.Name))).ToList();
        foreach (var (_, name) in providers.Where(one => state.Providers.All(asked => !Same(asked.Id, one.Id))))
            yield return $"Provider {name}, which is in the file, is not queried.";
        foreach (var asked in state.Providers.Where(asked => providers.TrueForAll(one => !Same(asked.Id, one.Id))))
            yield return $"Provider {asked.Name} is queried, but disabled or missing in the file.";
    }

    // Where it listens is looked at only at the start.
    private static IEnumerable<string> ClosedDoors(ProcessState state, ServiceSettings file)
    {
        if (state.Role != ProcessRole.Service)
            yield break;
        foreach (var (door, addresses) in new[] { ("policy", file.PolicyListen), ("milter", file.MilterListen), ("metrics", file.MetricsListen) })
        {
            foreach (var address in addresses.Where(address => !IsOpen(state, door, address)))
                yield return $"The {door} service does not listen on {address} yet: restart the service.";
        }
    }

    private static bool IsOpen(ProcessState state, string door, ListenAddress address)
    {
        var isFree = address is { Path: null, Port: 0 };
        return state.Doors.Any(open => Same(open.Name, door)
            && (isFree || Same(open.Address, address.Path ?? new IPEndPoint(address.Address.ToIPAddress(), address.Port).ToString())));
    }

    private static string Since(ProcessState state) => state.Settings.Since is { } since ? Times.Local(since) : "before";

    private static string Word(bool value) => value ? "true" : "false";

    private static string Word(FilterMode mode) => mode.ToString().ToLowerInvariant();

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static bool SameName(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
