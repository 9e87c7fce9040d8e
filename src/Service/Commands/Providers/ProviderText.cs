using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.Providers;
using IpBlock.Filtering;
using IpBlock.Providers.Health;
using IpBlock.Service.Terminal;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Service.Commands.Providers;

/// <summary>Providers for people. Of the lookup domain only what may be shown.</summary>
internal static class ProviderText
{
    // Said in words of their own, several in one row.
    private static readonly HashSet<string> InRowsAbove = new(System.StringComparer.Ordinal)
    {
        "name", "lookupDomain", "enabled", "anyMatch", "bitmaskMatch", "ipAddressesMatch", "returnCodes", "rejectionResponse", "statusCode", "enhancedCode", "onFailure", "ipv4",
        "ipv6", "probe", "brake",
    };

    public static void Print(Session session, ProviderReport report)
    {
        var table = new TextTable("Property", "Value");
        foreach (var (name, value) in Rows(report))
            table.Row(Cell.Dim(name), value);
        table.Print(session);
    }

    public static void Print(Session session, IReadOnlyList<ProviderReport> all)
    {
        var table = new TextTable("#", "Name", "Lookup domain", "Enabled", "State", "Matches");
        foreach (var report in all)
        {
            var enabled = report.Settings.Enabled ? Cell.Green("yes") : Cell.Yellow("no");
            table.Row(report.Priority.ToString(CultureInfo.InvariantCulture), report.Settings.Name, report.LookupDomain, enabled, State(report), report.Matches);
        }

        table.Print(session);
        foreach (var report in all)
        {
            if (report.NotAskedBy.Count > 0)
                session.Out.WriteLine($"\n{report.Settings.Name}: not queried by {string.Join(", ", report.NotAskedBy)}: other settings are active there (ipblock status)");
        }
    }

    private static Cell State(ProviderReport report)
    {
        if (!report.Settings.Enabled)
            return Cell.Dim("not queried");
        if (report.NotAskedBy.Count > 0 && report.Running is null)
            return Cell.Yellow("not queried");
        var health = report.Health;
        if (health.IsSuspended)
            return Cell.Red(health.Report.IsUnfit ? health.Report.InWords : "unreachable");
        if (!report.IsKnown)
            return Cell.Dim("not known");
        if (health.IsBraked)
            return Cell.Red("braked");
        return health.Report.State == HealthState.Healthy ? Cell.Green("healthy") : Cell.Yellow(health.Report.InWords);
    }

    private static IEnumerable<string> Sentences(ProviderReport report)
    {
        if (report.NotAskedBy.Count > 0)
            return [$"not queried by {string.Join(", ", report.NotAskedBy)}: other settings are active there"];
        return report.HealthInSentences().DefaultIfEmpty(report.IsKnown ? "healthy" : "not known: no running service or agent has received an answer yet");
    }

    private static IEnumerable<(string Name, string Value)> Rows(ProviderReport report)
    {
        var provider = report.Settings;
        yield return ("name", provider.Name);
        yield return ("kind", ProviderKinds.Word(report.Kind));
        yield return ("priority", report.Priority.ToString(CultureInfo.InvariantCulture));
        yield return ("enabled", provider.Enabled ? "yes" : "no");
        yield return ("lookupDomain", report.LookupDomain + (report.HasKey ? " (with a key)" : ""));
        yield return ("matches", report.Matches);
        if (provider.ReturnCodes.Count > 0)
            yield return ("returnCodes", string.Join('\n', provider.ReturnCodes));
        if (report.Kind == ProviderKind.Block)
        {
            var code = provider.StatusCode.ToString(CultureInfo.InvariantCulture);
            yield return ("reply", $"{code} {provider.EnhancedCode} {provider.RejectionResponse ?? RejectionTemplate.Default}");
        }

        yield return ("onFailure", provider.OnFailure?.ToString().ToLowerInvariant() ?? "as in the general settings");
        yield return ("probed", provider.Probe switch { ProbeKind.TestPoints => "with its test points", ProbeKind.Alive => "only whether it answers", _ => "not while it answers" });
        if (report.Kind == ProviderKind.Block)
            yield return ("brake", Names.Camel(provider.Brake));
        yield return ("state", provider.Enabled ? string.Join('\n', Sentences(report)) : "not queried");
        yield return ("queried for", (provider.IPv4, provider.IPv6) switch { (true, true) => "IPv4 and IPv6", (true, _) => "IPv4", _ => "IPv6" });
        foreach (var property in SettingObject.Of(typeof(ProviderSettings)).Properties)
        {
            if (!InRowsAbove.Contains(property.Name) && property.Format(property.Get(provider)) is { Count: > 0 } values)
                yield return (property.Name, string.Join(", ", values));
        }
    }
}
