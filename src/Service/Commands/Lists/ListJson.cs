using System;
using IpBlock.Administration.Lists;
using IpBlock.Service.Commands.Entries;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Lists;

/// <summary>A list in a file for scripts.</summary>
internal static class ListJson
{
    public static void Write(JsonObject json, ListReport report)
    {
        var (settings, feed) = (report.Settings, report.Feed);
        var loaded = report.Loaded is { IsLoaded: true } read ? read : null;
        json.Set("name", settings.Name).Set("kind", EntryLists.Word(settings.Kind)).Set("enabled", settings.Enabled).Set("mode", Names.Camel(settings.Mode))
            .Set("source", report.Source).Set("file", report.Place.File).Set("state", report.State).Set("inForce", report.IsInForce)
            .Set("format", Names.Camel(loaded?.Content.Report.Format ?? settings.Format))
            .Set("entries", report.Entries).Set("names", report.Loaded?.Hosts.Count ?? 0).Set("badLines", report.Loaded?.Content.Report.BadLineCount ?? 0)
            .Set("refreshed", Time(loaded?.Refreshed))
            .Set("expires", Time(loaded?.SilentFrom < DateTimeOffset.MaxValue ? loaded.SilentFrom : null))
            .Set("lastResult", settings.Url is null ? null : Names.Camel(feed.Result)).Set("lastTried", Time(feed.Tried)).Set("updated", Time(feed.Updated))
            .Set("failures", feed.Failures).Set("trouble", ListText.TroubleOf(report)).Set("difference", report.Difference)
            .Set("running", report.Running is { } running
                ? inner => inner.Set("inForce", running.IsInForce).Set("entries", running.Entries).Set("version", Time(running.Version)).Set("trouble", running.Trouble)
                : null);
    }

    private static string? Time(DateTimeOffset? time) => time is { } moment ? PointInTime.Format(moment) : null;
}
