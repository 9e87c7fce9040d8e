using System;
using System.Collections.Generic;
using System.Net;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Arguments;

/// <summary>What the parameters of Add- and Set-IpBlockProvider come to as properties of the settings file.</summary>
internal static class ProviderArguments
{
    /// <summary>The name of a property in the settings file by the name of its parameter.</summary>
    public static readonly IReadOnlyDictionary<string, string> Properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Name"] = "name",
        ["LookupDomain"] = "lookupDomain",
        ["PublicName"] = "publicName",
        ["Enabled"] = "enabled",
        ["AnyMatch"] = "anyMatch",
        ["BitmaskMatch"] = "bitmaskMatch",
        ["IPAddressesMatch"] = "ipAddressesMatch",
        ["ReturnCodes"] = "returnCodes",
        ["RejectionResponse"] = "rejectionResponse",
        ["StatusCode"] = "statusCode",
        ["EnhancedCode"] = "enhancedCode",
        ["Mode"] = "mode",
        ["OnFailure"] = "onFailure",
        ["IPv4"] = "ipv4",
        ["IPv6"] = "ipv6",
        ["Probe"] = "probe",
        ["Brake"] = "brake",
        ["Comment"] = "comment",
    };

    /// <summary>The properties of a new provider. What is null or empty is left out: Exchange's objects name every property they have.</summary>
    public static Dictionary<string, object?> ForNew(IReadOnlyDictionary<string, object?> bound)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in bound)
        {
            if (Properties.TryGetValue(argument.Key, out var name) && Value(argument.Value) is { } value and not string[] { Length: 0 })
                properties[name] = value;
        }

        return properties;
    }

    /// <summary>What changes of a provider; null takes a property back to its default.</summary>
    /// <param name="bound">The arguments that were given.</param>
    /// <param name="before">The provider, for what is added to and removed from its lists.</param>
    /// <exception cref="ArgumentException">A list is neither a list nor a hashtable of Add and Remove.</exception>
    public static Dictionary<string, object?> ForChange(IReadOnlyDictionary<string, object?> bound, ProviderSettings? before)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in bound)
        {
            if (!Properties.TryGetValue(argument.Key, out var name))
                continue;
            properties[name] = name switch
            {
                "ipAddressesMatch" => List(argument.Value, Texts(before?.IpAddressesMatch)),
                "returnCodes" => List(argument.Value, Texts(before?.ReturnCodes)),
                _ => Value(argument.Value),
            };
        }

        return properties;
    }

    /// <summary>
    /// Takes out what an Exchange provider may have set beside AnyMatch, where it means nothing: there any code matches, whatever the two other rules say.
    /// </summary>
    public static bool DropWhatAnyMatchMakesMoot(Dictionary<string, object?> properties)
    {
        if (!properties.TryGetValue("anyMatch", out var any) || any is not true)
            return false;
        return properties.Remove("bitmaskMatch") | properties.Remove("ipAddressesMatch");
    }

    private static string[]? List(object? value, IReadOnlyList<string> before)
    {
        var list = MultiValued.Read(value).ApplyTo(before);
        return list.Count == 0 ? null : [.. list];
    }

    private static string[] Texts<T>(IReadOnlyList<T>? values) where T : class
    {
        var texts = new string[values?.Count ?? 0];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = values![i].ToString() ?? "";
        return texts;
    }

    private static object? Value(object? value) => value switch
    {
        null or "" => null,
        bool or int => value,
        string[] list => Array.ConvertAll(list, static element => element.Trim()),
        OnFailure choice => choice == OnFailure.Defer ? "defer" : "accept",
        FilterMode mode => mode == FilterMode.Report ? "report" : "enforce",
        ProbeKind or BrakeMode => char.ToLowerInvariant(value.ToString()![0]) + value.ToString()!.Substring(1),
        IPAddress address => address.ToString(),
        _ => value.ToString(),
    };
}
