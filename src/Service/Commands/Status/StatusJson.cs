using System;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Reporting.State;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Status;

/// <summary>What the processes do, for scripts.</summary>
internal static class StatusJson
{
    public static void Write(JsonObject json, StatusReport report) => json
        .Set("severity", Names.Camel(report.Severity)).Set("settings", report.SettingsPath).Set("fileDigest", report.Settings?.Digest)
        .Set("findings", report.Findings, Write)
        .Set("processes", report.Processes, Write);

    private static void Write(JsonObject json, RunningProcess process)
    {
        var state = process.State;
        json.Set("name", process.Name).Set("running", process.IsRunning).Set("severity", Names.Camel(process.Severity)).Set("findings", process.Findings, Write)
            .Set("role", Names.Camel(state.Role)).Set("filtersMail", process.FiltersMail).Set("program", state.Program).Set("machine", state.Machine).Set("processId", state.ProcessId)
                .Set("version", state.Version)
            .Set("started", Time(state.Started)).Set("written", Time(state.Written)).Set("stopped", Time(state.Stopped))
            .Set("settings", inner => Write(inner, state.Settings)).Set("troubles", state.Troubles)
            .Set("doors", state.Doors, static (inner, door) => inner.Set("name", door.Name).Set("address", door.Address).Set("connections", door.Connections)
                .Set("limit", door.Limit))
            .Set("nameServers", state.NameServers, Write).Set("cutOff", state.IsCutOff).Set("onlyPrivateClients", state.SeesOnlyPrivateClients)
            .Set("watched", state.WatchesProviders).Set("providers", state.Providers, Write).Set("lists", state.Lists, Write)
            .Set("notices", state.Notices, static (inner, told) => inner.Set("at", Time(told.At)).Set("level", Names.Camel(told.Level)).Set("id", told.Id)
                .Set("text", told.Text))
            .Set("counters", inner =>
            {
                foreach (var (name, count) in state.Counters.OrderBy(static counter => counter.Key, StringComparer.Ordinal))
                    inner.Set(name, count);
            });
    }

    private static void Write(JsonObject json, Finding finding) => json
        .Set("id", finding.Id).Set("severity", Names.Camel(finding.Severity)).Set("subject", finding.Subject).Set("text", finding.Text);

    private static void Write(JsonObject json, SettingsState settings) => json
        .Set("path", settings.Path).Set("digest", settings.Digest).Set("since", Time(settings.Since)).Set("restored", settings.IsRestored)
            .Set("errors", settings.Errors)
        .Set("enabled", settings.Enabled).Set("mode", Names.Camel(settings.Mode));

    private static void Write(JsonObject json, NameServerState server) => json
        .Set("address", server.Address).Set("answering", Word(server.IsAnswering)).Set("lastAnswer", Time(server.LastAnswer)).Set("edns", Word(server.HasEdns))
            .Set("lastError", server.LastError).Set("lastErrorAt", Time(server.LastErrorAt));

    private static void Write(JsonObject json, ProviderState provider) => json
        .Set("name", provider.Name).Set("kind", Names.Camel(provider.Kind)).Set("mode", Names.Camel(provider.Mode)).Set("state", Names.Camel(provider.State))
            .Set("since", Time(provider.Since))
        .Set("answered", provider.Answered).Set("nextStep", provider.NextStep).Set("suspended", provider.IsSuspended)
        .Set("braked", provider.IsBraked).Set("brakedSince", Time(provider.BrakedSince)).Set("brakedWhy", provider.BrakedWhy)
        .Set("lastAnswer", Time(provider.LastAnswer)).Set("probed", Time(provider.Probed)).Set("lastHour", inner => Write(inner, provider.LastHour));

    private static void Write(JsonObject json, UsageState usage)
    {
        json.Set("queries", usage.Queries).Set("cached", usage.Cached).Set("listed", usage.Listed).Set("matched", usage.Matched)
            .Set("late", usage.Late).Set("refused", usage.Refused).Set("failed", usage.Failed).Set("suspended", usage.Suspended);
        if (usage.Milliseconds is { } milliseconds)
            json.Set("milliseconds", milliseconds);
    }

    private static void Write(JsonObject json, ListState list) => json
        .Set("name", list.Name).Set("kind", Names.Camel(list.Kind)).Set("mode", Names.Camel(list.Mode)).Set("file", list.File).Set("inForce", list.IsInForce)
            .Set("oldVersion", list.IsOldVersion)
        .Set("entries", list.Entries).Set("version", Time(list.Version)).Set("refreshed", Time(list.Refreshed)).Set("expires", Time(list.Expires))
            .Set("trouble", list.Trouble)
        .Set("lastFetch", list.IsFetched ? Names.Camel(list.LastFetch) : null).Set("fetchTrouble", list.FetchTrouble);

    private static string? Word(bool? value) => value switch { true => "yes", false => "no", _ => null };

    private static string? Time(DateTimeOffset? time) => time is { } moment ? PointInTime.Format(moment) : null;
}
