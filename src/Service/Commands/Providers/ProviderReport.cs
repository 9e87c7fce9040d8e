using System.Collections.Generic;
using System.Linq;
using IpBlock.Filtering;
using IpBlock.Providers.Health;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary>A provider as the commands show it. Of the lookup domain only what may be shown.</summary>
internal static class ProviderReport
{
    public static string Matches(ProviderSettings provider)
    {
        if (provider.AnyMatch)
            return "any code";
        var rules = provider.IpAddressesMatch.Select(static pattern => pattern.ToString());
        return string.Join(", ", provider.BitmaskMatch is { } mask ? rules.Prepend("mask " + mask) : rules);
    }

    public static void Write(JsonObject json, ProviderSettings provider, ProviderKind kind, int priority, ProviderHealth health)
    {
        json.Set("name", provider.Name).Set("kind", ProviderKinds.Word(kind)).Set("priority", priority).Set("enabled", provider.Enabled)
            .Set("lookupDomain", provider.LookupDomain.PublicName).Set("hasKey", HasKey(provider))
            .Set("anyMatch", provider.AnyMatch).Set("bitmaskMatch", provider.BitmaskMatch?.ToString())
            .Set("ipAddressesMatch", provider.IpAddressesMatch.Select(static pattern => pattern.ToString()))
            .Set("returnCodes", provider.ReturnCodes.Select(static code => code.ToString()))
            .Set("rejectionResponse", kind == ProviderKind.Allow ? null : provider.RejectionResponse ?? RejectionTemplate.Default)
            .Set("mode", Names.Camel(provider.Mode)).Set("statusCode", provider.StatusCode).Set("enhancedCode", provider.EnhancedCode)
            .Set("onFailure", provider.OnFailure?.ToString().ToLowerInvariant())
            .Set("ipv4", provider.IPv4).Set("ipv6", provider.IPv6)
            .Set("probe", Names.Camel(provider.Probe)).Set("brake", kind == ProviderKind.Allow ? null : Names.Camel(provider.Brake))
            .Set("comment", provider.Comment);
        ProviderState.Write(json, health);
    }

    public static void Print(Session session, ProviderSettings provider, ProviderKind kind, int priority, ProviderHealth health)
    {
        var table = new TextTable("Property", "Value");
        foreach (var (name, value) in Rows(provider, kind, priority, health))
            table.Row(Cell.Dim(name), value);
        table.Print(session);
    }

    private static IEnumerable<(string Name, string Value)> Rows(ProviderSettings provider, ProviderKind kind, int priority, ProviderHealth health)
    {
        yield return ("name", provider.Name);
        yield return ("kind", ProviderKinds.Word(kind));
        yield return ("priority", priority.ToString(System.Globalization.CultureInfo.InvariantCulture));
        yield return ("enabled", provider.Enabled ? "yes" : "no");
        yield return ("lookupDomain", provider.LookupDomain.PublicName + (HasKey(provider) ? " (with a key)" : ""));
        yield return ("matches", Matches(provider));
        if (provider.ReturnCodes.Count > 0)
            yield return ("returnCodes", string.Join('\n', provider.ReturnCodes));
        if (kind == ProviderKind.Block)
        {
            var code = provider.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture);
            yield return ("reply", $"{code} {provider.EnhancedCode} {provider.RejectionResponse ?? RejectionTemplate.Default}");
        }

        yield return ("onFailure", provider.OnFailure?.ToString().ToLowerInvariant() ?? "as in the general settings");
        yield return ("probed", provider.Probe switch { ProbeKind.TestPoints => "by its test points", ProbeKind.Alive => "only whether it answers", _ => "not as long as it answers" });
        if (kind == ProviderKind.Block)
            yield return ("brake", Names.Camel(provider.Brake));
        yield return ("state", provider.Enabled ? string.Join('\n', ProviderState.Sentences(health).DefaultIfEmpty("well, as far as is known")) : "not asked");
        yield return ("asked about", (provider.IPv4, provider.IPv6) switch { (true, true) => "IPv4 and IPv6", (true, _) => "IPv4", _ => "IPv6" });
        if (provider.Comment is { } comment)
            yield return ("comment", comment);
    }

    public static bool HasKey(ProviderSettings provider) =>
        !string.Equals(provider.LookupDomain.Reveal(), provider.LookupDomain.PublicName, System.StringComparison.OrdinalIgnoreCase);
}
