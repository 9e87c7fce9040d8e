using System.Linq;
using IpBlock.Administration.Providers;
using IpBlock.Filtering;
using IpBlock.Providers.Health;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary>A provider for scripts. Of the lookup domain only what may be shown.</summary>
internal static class ProviderJson
{
    public static void Write(JsonObject json, ProviderReport report)
    {
        var (provider, isAllow) = (report.Settings, report.Kind == ProviderKind.Allow);
        json.Set("name", provider.Name).Set("kind", ProviderKinds.Word(report.Kind)).Set("priority", report.Priority).Set("enabled", provider.Enabled)
            .Set("lookupDomain", report.LookupDomain).Set("hasKey", report.HasKey)
            .Set("anyMatch", provider.AnyMatch).Set("bitmaskMatch", provider.BitmaskMatch?.ToString())
            .Set("ipAddressesMatch", provider.IpAddressesMatch.Select(static pattern => pattern.ToString()))
            .Set("returnCodes", provider.ReturnCodes.Select(static code => code.ToString()))
            .Set("rejectionResponse", isAllow ? null : provider.RejectionResponse ?? RejectionTemplate.Default)
            .Set("mode", Names.Camel(provider.Mode)).Set("statusCode", provider.StatusCode).Set("enhancedCode", provider.EnhancedCode)
            .Set("onFailure", provider.OnFailure?.ToString().ToLowerInvariant())
            .Set("ipv4", provider.IPv4).Set("ipv6", provider.IPv6)
            .Set("probe", Names.Camel(provider.Probe)).Set("brake", isAllow ? null : Names.Camel(provider.Brake))
            .Set("comment", provider.Comment)
            .Set("health", health => Write(health, report.Health));
    }

    private static void Write(JsonObject json, ProviderHealth health) => json
        .Set("state", Names.Camel(health.Report.State)).Set("suspended", health.IsSuspended)
        .Set("since", health.Report.Since == default ? null : PointInTime.Format(health.Report.Since))
        .Set("answered", health.Report.Raw).Set("nextStep", health.Report.NextStep)
        .Set("braked", health.IsBraked).Set("brakedSince", health.BrakedSince is { } since ? PointInTime.Format(since) : null).Set("brakedWhy", health.BrakedWhy);
}
