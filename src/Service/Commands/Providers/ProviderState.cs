using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Providers.Health;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary>How a list is, as the commands show it: what the running service or agent has written down.</summary>
internal static class ProviderState
{
    public static Cell Short(ProviderSettings provider, ProviderHealth health)
    {
        if (!provider.Enabled)
            return Cell.Dim("not asked");
        if (health.IsSuspended)
            return Cell.Red(health.Report.InWords);
        if (health.IsBraked)
            return Cell.Red("braked");
        return health.Report.State == HealthState.Healthy ? Cell.Green("well") : Cell.Yellow(health.Report.InWords);
    }

    /// <summary>In sentences; none for a list that is well.</summary>
    public static IEnumerable<string> Sentences(ProviderHealth health)
    {
        var report = health.Report;
        if (report.State != HealthState.Healthy)
            yield return $"{(report.IsUnfit ? "suspended" : "slow")} since {When(report.Since)}: {report.InWords}{(report.Raw.Length > 0 ? " (" + report.Raw + ")" : "")}. {report.NextStep}";
        if (health.BrakedSince is { } since)
            yield return (health.IsBraked ? "braked" : "would be braked") + $" since {When(since)}: {health.BrakedWhy}. {(health.IsBraked ? "Its listings are only reported." : "")}";
    }

    public static void Write(JsonObject json, ProviderHealth health) => json.Set("health", inner => inner
        .Set("state", Names.Camel(health.Report.State)).Set("suspended", health.IsSuspended)
        .Set("since", health.Report.Since == default ? null : PointInTime.Format(health.Report.Since))
        .Set("answered", health.Report.Raw).Set("nextStep", health.Report.NextStep)
        .Set("braked", health.IsBraked).Set("brakedSince", health.BrakedSince is { } since ? PointInTime.Format(since) : null).Set("brakedWhy", health.BrakedWhy));

    private static string When(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
