using System;
using System.Collections.Generic;

namespace IpBlock.PowerShell.Arguments;

/// <summary>What the parameters of a cmdlet for a provider or a list come to as properties of the settings file.</summary>
internal static class PropertyArguments
{
    /// <summary>The properties of something new. What is null or empty is left out: Exchange's objects name every property they have.</summary>
    public static Dictionary<string, object?> ForNew(IReadOnlyList<SettingParameter> parameters, IReadOnlyDictionary<string, object?> bound)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (!bound.TryGetValue(parameter.Name, out var given))
                continue;
            if (SettingArgument.Value(given, parameter.Property) is { } value and not string[] { Length: 0 })
                properties[parameter.Path] = value;
        }

        return properties;
    }

    /// <summary>What changes; null takes a property back to its default.</summary>
    /// <param name="parameters">Those of the cmdlet.</param>
    /// <param name="bound">The arguments that were given.</param>
    /// <param name="before">The provider or list, for what is added to and removed from its lists; null when there is no such one.</param>
    /// <exception cref="ArgumentException">A list is neither a list nor a hashtable of Add and Remove.</exception>
    public static Dictionary<string, object?> ForChange(IReadOnlyList<SettingParameter> parameters, IReadOnlyDictionary<string, object?> bound, object? before)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (bound.TryGetValue(parameter.Name, out var given))
                properties[parameter.Path] = parameter.TakesChanges ? List(parameter, given, before) : NotEmpty(SettingArgument.Value(given, parameter.Property));
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

    // An empty hashtable of scores is none.
    private static object? NotEmpty(object? value) => value is string[] { Length: 0 } ? null : value;

    private static string[]? List(SettingParameter parameter, object? given, object? before)
    {
        var list = MultiValued.Read(given).ApplyTo(parameter.Property.Format(before is null ? null : parameter.Get(before)));
        return list.Count == 0 ? null : [.. list];
    }
}
