using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Manager.Tests.Pages.Settings;

/// <summary>What is typed into the field of a setting: a value that is possible and not the default, and one that is not possible.</summary>
internal static class SettingSamples
{
    // Where settings depend on each other, or a text is more than any text.
    private static readonly Dictionary<string, string> Good = new(StringComparer.Ordinal)
    {
        ["thresholds.reject"] = "7.5",
        ["thresholds.defer"] = "4",
        ["thresholds.mark"] = "1.5",
        ["thresholds.allow"] = "-2",
        ["exceptions.recipientDelimiter"] = "-",
        ["dynamicHosts.enhancedCode"] = "5.7.9",
        ["helo.enhancedCode"] = "5.7.9",
        ["service.policyListen"] = "127.0.0.1:20040",
        ["service.milterListen"] = "inet:20466@localhost",
        ["service.metricsListen"] = "127.0.0.1:29465",
        ["service.tagToken"] = "our0wn0word",
        ["notify.email.from"] = "ipblock@example.com",
        ["notify.email.to"] = "admin@example.com\npostmaster@example.com",
        ["notify.email.port"] = "587",
    };

    private static readonly Dictionary<string, string> Bad = new(StringComparer.Ordinal)
    {
        ["exceptions.recipientDelimiter"] = "a",
        ["dynamicHosts.enhancedCode"] = "9.9",
        ["helo.enhancedCode"] = "9.9",
        ["service.tagToken"] = "not a word",
        ["notify.email.from"] = "nobody",
        ["notify.email.to"] = "nobody",
    };

    private static readonly Dictionary<Type, (string Good, string Bad)> OfType = new()
    {
        [typeof(int)] = ("", "many"),
        [typeof(TimeSpan)] = ("", "10 parsecs"),
        [typeof(long)] = ("", "1 elephant"),
        [typeof(Score)] = ("2.5", "a lot"),
        [typeof(ClientPattern)] = ("192.0.2.7\n*.example.net", "300.1.2.3"),
        [typeof(DnsServerAddress)] = ("192.0.2.53\n[2001:db8::53]:5353", "ns.example.com"),
        [typeof(ListenAddress)] = ("", "nowhere"),
        [typeof(IpBlock.Addresses.Nat64Prefix)] = ("2001:db8:64::/96", "192.0.2.0/24"),
        [typeof(ListUrl)] = ("https://lists.example/catalogue.json", "http://lists.example/"),
        [typeof(WebhookUrl)] = ("https://hooks.example/ipblock", "http://hooks.example/"),
        [typeof(Secret)] = (" hidden word ", new string('x', 1001)),
    };

    /// <summary>True for what is chosen and not typed.</summary>
    public static bool IsChoice(GeneralSetting setting) => setting.Property is { IsList: false } property && (property.Type.IsEnum || property.Type == typeof(bool));

    /// <summary>A value that is possible and not the default; of a list one line each.</summary>
    public static string GoodFor(GeneralSetting setting)
    {
        var property = setting.Property;
        if (Good.TryGetValue(setting.Path, out var own))
            return own;
        if (property.IsList && property.Type == typeof(int))
            return "25\n2525";
        if (IsChoice(setting))
            return Other(property);
        if (property.Type == typeof(CataloguePublicKey))
            return NewKey();
        if (property.Type == typeof(string))
            return "other";
        if (OfType.TryGetValue(property.Type, out var sample) && sample.Good.Length > 0)
            return sample.Good;
        return property.MaxText ?? throw new InvalidOperationException($"{setting.Path} is of a kind for which the tests know no value.");
    }

    /// <summary>A value that is not possible; null where every text is.</summary>
    public static string? BadFor(GeneralSetting setting)
    {
        var property = setting.Property;
        if (Bad.TryGetValue(setting.Path, out var own))
            return own;
        if (property.Type == typeof(CataloguePublicKey))
            return "no key";
        if (property.Type == typeof(string))
            return property.MaxText is { } most ? new string('x', int.Parse(most, CultureInfo.InvariantCulture) + 1) : null;
        return OfType.TryGetValue(property.Type, out var sample) ? sample.Bad
            : throw new InvalidOperationException($"{setting.Path} is of a kind for which the tests know no value.");
    }

    private static string Other(SettingProperty property)
    {
        foreach (var choice in property.Kind!.Choices)
        {
            if (property.Default is null || choice != property.Kind.Format(property.Default))
                return choice;
        }

        throw new InvalidOperationException(property.Name);
    }

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
