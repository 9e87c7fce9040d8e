using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Providers;
using IpBlock.Lists;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;

namespace IpBlock.Administration.InForce;

/// <summary>What is wrong with a process that runs, by its own account: the worst first.</summary>
public static class StateFindings
{
    private const string CheckServers = "Check the name servers first.";

    /// <summary>One finding for each thing that is wrong; none when all is well. What is only slow is well.</summary>
    public static IReadOnlyList<Finding> Of(ProcessState state)
    {
        if (state is null)
            throw new ArgumentNullException(nameof(state));
        var findings = OfSettings(state.Settings, state.FiltersMail()).Concat(OfSurroundings(state)).Concat(OfProviders(state)).Concat(state.Lists.SelectMany(OfList));
        return [.. findings.OrderByDescending(static finding => finding.Severity)];
    }

    private static IEnumerable<Finding> OfSettings(SettingsState settings, bool filters)
    {
        if (!settings.AreInForce && !filters)
            yield return new Finding("running.noSettings", Severity.Warning, "", "The settings have never been valid: no list is fetched.");
        else if (!settings.AreInForce)
            yield return new Finding("running.noSettings", Severity.Critical, "", "The settings have never been valid: every client is accepted.");
        else if (settings.IsRestored)
            yield return new Finding("running.restoredSettings", Severity.Warning, "",
                "The settings file had errors at the start; the last active settings are used.");
        else if (settings.Errors.Count > 0)
            yield return new Finding("running.oldSettings", Severity.Warning, "", "The settings file has errors; the previous settings remain active.");
        foreach (var error in settings.Errors)
            yield return new Finding("running.settingsError", Severity.Warning, "", error);
        if (!filters)
            yield break;
        if (settings is { AreInForce: true, Enabled: false })
            yield return new Finding("running.off", Severity.Warning, "", "No client is filtered, because enabled is false.");
        else if (settings is { AreInForce: true, Mode: FilterMode.Report })
            yield return new Finding("running.reportMode", Severity.Warning, "", "No client is rejected, because mode is report.");
    }

    private static IEnumerable<Finding> OfSurroundings(ProcessState state)
    {
        foreach (var trouble in state.Troubles)
            yield return new Finding("running.trouble", Severity.Warning, Beginning(trouble), trouble);
        if (state.IsCutOff)
            yield return new Finding("running.cutOff", Severity.Critical, "",
                "No provider answers: the Internet connection or the name servers are down. " + CheckServers, CheckServers);
        if (state.SeesOnlyPrivateClients)
            yield return new Finding("running.privateClients", Severity.Warning, "",
                "The last 200 connections or more came from private networks. If this server receives mail from the Internet, a proxy hides the client addresses"
                    + " (see docs/health.md).");
        foreach (var server in state.NameServers.Where(static server => server.IsAnswering == false))
            yield return new Finding("running.nameServer", Severity.Warning, server.Address,
                $"Name server {server.Address} does not answer{In(server.LastError)}.");
    }

    private static IEnumerable<Finding> OfProviders(ProcessState state)
    {
        foreach (var provider in state.Providers)
        {
            if (provider.State >= HealthState.Silent)
                yield return new Finding("running.suspended", Severity.Warning, provider.Name,
                    $"{provider.Name} is suspended: {Words(provider)}{In(provider.Answered)}. {provider.NextStep}".TrimEnd(), provider.NextStep);
            if (provider.BrakedSince is not null)
            {
                yield return new Finding("running.braked", Severity.Warning, provider.Name, provider.IsBraked
                    ? $"{provider.Name} is braked, and its listings are only reported: {provider.BrakedWhy}."
                    : $"{provider.Name} lists known good clients and rejects them, because its brake is set to report: {provider.BrakedWhy}.");
            }
        }

        var blocking = state.Providers.Where(static provider => provider.Kind == ProviderKind.Block).ToList();
        if (blocking.Count > 0 && blocking.TrueForAll(static provider => provider.State >= HealthState.Silent))
            yield return new Finding("running.allSuspended", Severity.Critical, "",
                "All block providers are suspended: no client is checked against any of them.");
    }

    internal static IEnumerable<Finding> OfList(ListState list)
    {
        var accept = $"To activate it, run ipblock lists update '{list.Name}' --accept";
        if (list.IsOldVersion)
            yield return new Finding("list.oldVersion", Severity.Warning, list.Name,
                $"List {list.Name}: an old version is active{Of(list.Version)}, because the file cannot be used: {list.Trouble}.");
        else if (list.IsMissing)
            yield return new Finding("list.missing", Severity.Warning, list.Name,
                $"List {list.Name} is not active: {(list.IsFetched ? "it has not been fetched yet" : "its file " + list.File + " does not exist")}.");
        else if (!list.IsInForce && list.Trouble.Length > 0)
            yield return new Finding("list.unusable", Severity.Warning, list.Name, $"List {list.Name} is not active: {list.Trouble}.");
        else if (!list.IsInForce)
            yield return new Finding("list.stale", Severity.Warning, list.Name,
                $"List {list.Name} is not active: it has not been refreshed{Since(list.Refreshed)}, which is longer than its expiresAfter.");
        if (list.LastFetch == FeedResult.Held)
            yield return new Finding("list.held", Severity.Warning, list.Name,
                $"A new version of list {list.Name} is held back: {list.FetchTrouble}. {accept}", accept);
        else if (list.LastFetch == FeedResult.Failed)
            yield return new Finding("list.fetchFailed", Severity.Warning, list.Name, $"List {list.Name} could not be fetched: {list.FetchTrouble}.");
    }

    // What follows the colon is another's words, which change from try to try.
    private static string Beginning(string trouble) =>
        trouble.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon ? trouble.Substring(0, colon) : trouble;

    private static string In(string answered) => answered.Length > 0 ? $" ({answered})" : "";

    private static string Since(DateTimeOffset? time) => time is { } last ? " since " + Times.Local(last) : "";

    private static string Of(DateTimeOffset? version) => version is { } time ? $" (of {Times.Local(time)})" : "";

    private static string Words(ProviderState provider) => ProviderReport.HealthOf(provider).Report.InWords;
}
