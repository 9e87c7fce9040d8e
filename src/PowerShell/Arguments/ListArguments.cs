using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Arguments;

/// <summary>What the parameters of Add- and Set-IpBlockList come to as properties of the settings file.</summary>
internal static class ListArguments
{
    /// <summary>The name of a property in the settings file by the name of its parameter.</summary>
    public static readonly IReadOnlyDictionary<string, string> Properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Name"] = "name",
        ["Kind"] = "kind",
        ["Enabled"] = "enabled",
        ["Mode"] = "mode",
        ["File"] = "file",
        ["Url"] = "url",
        ["Format"] = "format",
        ["Refresh"] = "refresh",
        ["ExpiresAfter"] = "expiresAfter",
        ["RejectionResponse"] = "rejectionResponse",
        ["StatusCode"] = "statusCode",
        ["EnhancedCode"] = "enhancedCode",
    };

    /// <summary>The properties that were given; null takes one back to its default.</summary>
    public static Dictionary<string, object?> Read(IReadOnlyDictionary<string, object?> bound)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in bound)
        {
            if (Properties.TryGetValue(argument.Key, out var name))
                properties[name] = Value(argument.Value);
        }

        return properties;
    }

    private static object? Value(object? value) => value switch
    {
        null or "" => null,
        bool or int => value,
        TimeSpan duration => Duration.Format(duration),
        Enum choice => char.ToLowerInvariant(choice.ToString()[0]) + choice.ToString().Substring(1),
        string text => ConfigArguments.FromTimeSpan(text.Trim()),
        _ => value.ToString(),
    };
}
