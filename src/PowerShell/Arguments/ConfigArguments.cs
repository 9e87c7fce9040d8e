using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Administration.Editing;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Arguments;

/// <summary>What the parameters of Set-IpBlockConfig come to as settings.</summary>
internal static class ConfigArguments
{
    /// <summary>The path of a setting by the name of its parameter.</summary>
    public static readonly IReadOnlyDictionary<string, string> Paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Enabled"] = "enabled",
        ["Mode"] = "mode",
        ["BlockListResponse"] = "blockListResponse",
        ["Lookup"] = "lookup",
        ["RejectAt"] = "rejectAt",
        ["OnFailure"] = "onFailure",
        ["LookupTimeout"] = "lookupTimeout",
        ["TotalTimeout"] = "totalTimeout",
        ["Nat64Prefix"] = "nat64Prefix",
        ["RecipientDelimiter"] = "exceptions.recipientDelimiter",
        ["ExemptPrivateNetworks"] = "exceptions.exemptPrivateNetworks",
        ["ExemptAuthenticated"] = "exceptions.exemptAuthenticated",
        ["ExemptLocalPorts"] = "exceptions.exemptLocalPorts",
        ["DynamicHostsEnabled"] = "dynamicHosts.enabled",
        ["DynamicHostsRefuseUnnamed"] = "dynamicHosts.refuseUnnamed",
        ["DynamicHostsMode"] = "dynamicHosts.mode",
        ["DynamicHostsRejectionResponse"] = "dynamicHosts.rejectionResponse",
        ["DynamicHostsStatusCode"] = "dynamicHosts.statusCode",
        ["DynamicHostsEnhancedCode"] = "dynamicHosts.enhancedCode",
        ["DynamicHostsExceptions"] = "dynamicHosts.exceptions",
        ["HeloEnabled"] = "helo.enabled",
        ["HeloOwn"] = "helo.own",
        ["HeloMode"] = "helo.mode",
        ["HeloRejectionResponse"] = "helo.rejectionResponse",
        ["HeloStatusCode"] = "helo.statusCode",
        ["HeloEnhancedCode"] = "helo.enhancedCode",
        ["HeloExceptions"] = "helo.exceptions",
        ["DnsServers"] = "dns.servers",
        ["DnsCacheEntries"] = "dns.cacheEntries",
        ["DnsMinimumTtl"] = "dns.minimumTtl",
        ["DnsMaximumTtl"] = "dns.maximumTtl",
        ["DnsFailureTtl"] = "dns.failureTtl",
        ["HealthEnabled"] = "health.enabled",
        ["HealthProbeInterval"] = "health.probeInterval",
        ["HealthShortestWait"] = "health.shortestWait",
        ["LogEnabled"] = "log.enabled",
        ["LogDirectory"] = "log.directory",
        ["LogMaxFileSize"] = "log.maxFileSize",
        ["LogMaxDirectorySize"] = "log.maxDirectorySize",
        ["LogMaxAge"] = "log.maxAge",
        ["LogAccepted"] = "log.accepted",
        ["FeedsDirectory"] = "feeds.directory",
        ["FeedsCaFile"] = "feeds.caFile",
        ["FeedsMaxSize"] = "feeds.maxSize",
        ["FeedsTimeout"] = "feeds.timeout",
        ["ServicePolicyListen"] = "service.policyListen",
        ["ServiceMilterListen"] = "service.milterListen",
        ["ServiceMilterRejectAt"] = "service.milterRejectAt",
        ["ServiceMetricsListen"] = "service.metricsListen",
        ["ServiceOnError"] = "service.onError",
        ["ServiceTagMessages"] = "service.tagMessages",
        ["ServiceMaxConnections"] = "service.maxConnections",
    };

    private static readonly HashSet<string> Sizes = new(StringComparer.Ordinal) { "log.maxFileSize", "log.maxDirectorySize", "feeds.maxSize" };

    /// <summary>Settings by path with their values as text; null takes a setting back to its default.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Read(IReadOnlyDictionary<string, object?> bound)
    {
        foreach (var argument in bound)
        {
            if (Paths.TryGetValue(argument.Key, out var path))
                yield return new KeyValuePair<string, string?>(path, Text(path, argument.Value));
        }

        if (bound.TryGetValue("Setting", out var others) && others is IDictionary table)
        {
            foreach (DictionaryEntry entry in table)
                yield return new KeyValuePair<string, string?>(entry.Key.ToString() ?? "", Text("", entry.Value));
        }
    }

    /// <summary>The edits that turn the exempt recipients there are into those that were asked for. Whoever stays keeps comment and end.</summary>
    /// <exception cref="ArgumentException">The value is neither a list nor a hashtable of Add and Remove.</exception>
    public static IEnumerable<SettingsEdit> Recipients(object? value, IReadOnlyList<RecipientException> before)
    {
        var names = new List<string>();
        foreach (var exception in before)
            names.Add(exception.Recipient.ToString());
        var old = new HashSet<string>(names.ConvertAll(Mailbox), StringComparer.OrdinalIgnoreCase);
        var wanted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var edits = new List<SettingsEdit>();
        foreach (var name in MultiValued.Read(value).ApplyTo(names))
        {
            wanted.Add(Mailbox(name));
            if (!old.Contains(Mailbox(name)))
                edits.Add(SettingsEdit.AddRecipientException(name, null, null));
        }

        foreach (var name in names)
        {
            if (!wanted.Contains(Mailbox(name)))
                edits.Add(SettingsEdit.RemoveRecipientException(name));
        }

        return edits;
    }

    private static string Mailbox(string name) => RecipientPattern.TryParse(name, out var recipient, out _) ? recipient.Canonical : name;

    private static string? Text(string path, object? value)
    {
        switch (value)
        {
            case null or "":
                return null;
            case bool flag:
                return flag ? "true" : "false";
            case Enum choice:
                return char.ToLowerInvariant(choice.ToString()[0]) + choice.ToString().Substring(1);
            case TimeSpan duration:
                return Duration.Format(duration);
            case string text:
                return Sizes.Contains(path) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? ByteSize.Format(bytes) : FromTimeSpan(text);
            case IEnumerable list:
                return List(list);
            default:
                return Convert.ToString(value, CultureInfo.InvariantCulture);
        }
    }

    // A TimeSpan has become text by the time it is bound: 00:00:02.
    internal static string FromTimeSpan(string text) =>
        text.Length >= 8 && text.IndexOf(':') > 0 && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration) ? Duration.Format(duration) : text;

    private static string List(IEnumerable list)
    {
        var texts = new List<string>();
        foreach (var element in list)
            texts.Add(Convert.ToString(element, CultureInfo.InvariantCulture) ?? "");
        return texts.Count == 0 ? "[]" : string.Join(",", texts);
    }
}
