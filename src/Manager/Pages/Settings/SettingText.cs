using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Manager.Components.Forms;
using IpBlock.Settings.Schema;

namespace IpBlock.Manager.Pages.Settings;

/// <summary>What is said of a general setting beside its field.</summary>
public static class SettingText
{
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["enabled"] = "Filter connections",
        ["verdict"] = "Verdict",
        ["blockListResponse"] = "Error message of the IP Block list",
        ["lookup"] = "Lookup order",
        ["rejectAt"] = "What is rejected",
        ["onFailure"] = "If a list does not answer",
        ["nat64Prefix"] = "NAT64 prefix",
        ["deferOnce.enabled"] = "Accept deferred mail on retry",
        ["deferOnce.after"] = "Minimum delay",
        ["deferOnce.within"] = "Remember for",
        ["deferOnce.maxEntries"] = "Maximum number remembered",
        ["mark.scl"] = "Spam confidence level (SCL)",
        ["exceptions.exemptPrivateNetworks"] = "Never reject clients of private networks",
        ["exceptions.exemptAuthenticated"] = "Never reject authenticated clients",
        ["exceptions.exemptLocalPorts"] = "Never reject connections to these ports",
        ["dynamicHosts.enabled"] = "Reject clients with the reverse name of an end-user connection",
        ["dynamicHosts.refuseUnnamed"] = "Also reject clients without a reverse name",
        ["dynamicHosts.exceptions"] = "Clients that the rule does not reject",
        ["helo.enabled"] = "Reject clients with an invalid HELO name",
        ["helo.own"] = "Your own names and addresses",
        ["helo.exceptions"] = "Clients that the rule does not reject",
        ["dns.servers"] = "Name servers",
        ["dns.cacheEntries"] = "Cached answers",
        ["dns.minimumTtl"] = "Minimum cache time",
        ["dns.maximumTtl"] = "Maximum cache time",
        ["dns.failureTtl"] = "Cache time of failures",
        ["health.enabled"] = "Monitor the providers",
        ["health.probeInterval"] = "Probe interval",
        ["log.enabled"] = "Log decisions",
        ["log.directory"] = "Folder of the log files",
        ["log.maxFileSize"] = "Maximum size of a log file",
        ["log.maxDirectorySize"] = "Maximum size of all log files",
        ["log.maxAge"] = "Keep log files for",
        ["feeds.directory"] = "Folder of the fetched lists",
        ["feeds.maxSize"] = "Maximum size of a list",
        ["log.accepted"] = "Also log accepted connections",
        ["log.mailboxes"] = "Senders and recipients in the log",
        ["feeds.caFile"] = "File of trusted certificates",
        ["service.policyListen"] = "Policy service listens on",
        ["service.milterListen"] = "Milter listens on",
        ["service.milterRejectAt"] = "What the milter rejects",
        ["service.metricsListen"] = "Metrics listen on",
        ["service.metricsOtlp"] = "Collector to which metrics are sent",
        ["service.onError"] = "If an error occurs in the service",
        ["service.tagMessages"] = "Tag messages of clients that are listed",
        ["notify.eventLog"] = "Write notifications to the Windows event log",
        ["notify.every"] = "Minimum time between notifications about the same subject",
        ["notify.email.tls"] = "Encryption (TLS)",
        ["notify.webhook.url"] = "Address",
    };

    /// <summary>What the field is called.</summary>
    public static string Title(GeneralSetting setting) => Titles.GetValueOrDefault(setting.Path) ?? FieldTitles.Of(setting.Path);

    /// <summary>Its name in the file, its type and range, and what holds when nothing is set; with backticks around what is code.</summary>
    public static string Facts(GeneralSetting setting)
    {
        var property = setting.Property;
        var isPlain = property.Type.IsEnum || property.Type == typeof(bool);
        string?[] facts = [isPlain ? null : property.Kind!.Name, property.Range];
        var kind = string.Join(", ", facts.Where(static fact => fact is not null));
        return $"`{setting.Path}`{(kind.Length > 0 ? ", " + kind : "")}{(property.IsList ? ", one a line" : "")}. Default: {Default(setting)}.";
    }

    /// <summary>True when all words occur in what is said of the setting.</summary>
    public static bool Has(GeneralSetting setting, string words)
    {
        var text = string.Join(' ', Title(setting), setting.Path, setting.Property.Description, SettingGroup.Of(setting.Path).Title);
        return words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string Default(GeneralSetting setting)
    {
        var property = setting.Property;
        if (property.DefaultInWords is { } words)
            return words;
        if (property.Default is bool flag)
            return flag ? "on" : "off";
        var text = property.Default is null ? "none" : property.IsList ? string.Join(", ", property.Format(property.Default)) : property.Kind!.Format(property.Default);
        return property.Type.IsEnum ? FieldTitles.Of(setting.Path, text) : text.Length == 0 ? "none" : $"`{text}`";
    }
}
