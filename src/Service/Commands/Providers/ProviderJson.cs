using System.Linq;
using IpBlock.Administration.Providers;
using IpBlock.Filtering;
using IpBlock.Providers.Health;
using IpBlock.Service.Terminal;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Service.Commands.Providers;

/// <summary>A provider for scripts. Of the lookup domain only what may be shown.</summary>
internal static class ProviderJson
{
    public static void Write(JsonObject json, ProviderReport report)
    {
        json.Set("name", report.Settings.Name).Set("kind", ProviderKinds.Word(report.Kind)).Set("priority", report.Priority).Set("hasKey", report.HasKey);
        foreach (var property in SettingObject.Of(typeof(ProviderSettings)).Properties.Skip(1))
            json.Set(property, InForce(property, report));
        json.Set("health", health => Write(health.Set("known", report.IsKnown), report.Health));
        json.Set("notAskedBy", report.NotAskedBy);
    }

    // An allow list refuses nobody.
    private static object? InForce(SettingProperty property, ProviderReport report) => property.Name switch
    {
        "rejectionResponse" => report.Kind == ProviderKind.Allow ? null : report.Settings.RejectionResponse ?? RejectionTemplate.Default,
        "brake" => report.Kind == ProviderKind.Allow ? null : report.Settings.Brake,
        _ => property.Get(report.Settings),
    };

    private static void Write(JsonObject json, ProviderHealth health) => json
        .Set("state", Names.Camel(health.Report.State)).Set("suspended", health.IsSuspended)
        .Set("since", health.Report.Since == default ? null : PointInTime.Format(health.Report.Since))
        .Set("answered", health.Report.Raw).Set("nextStep", health.Report.NextStep)
        .Set("braked", health.IsBraked).Set("brakedSince", health.BrakedSince is { } since ? PointInTime.Format(since) : null).Set("brakedWhy", health.BrakedWhy);
}
