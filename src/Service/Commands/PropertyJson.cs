using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Service.Terminal;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Service.Commands;

/// <summary>A property of the settings as JSON: flags and numbers as such, all else as the settings file writes it.</summary>
internal static class PropertyJson
{
    public static JsonObject Set(this JsonObject json, SettingProperty property, object? value)
    {
        if (property.Kind is { IsPair: true })
            return json.Set(property.Name, inner => SetPairs(inner, property.Format(value)));
        if (property.IsList)
            return json.Set(property.Name, property.Format(value));
        return value switch
        {
            bool flag => json.Set(property.Name, flag),
            int number => json.Set(property.Name, number),
            Score score => json.Set(property.Name, score),
            _ => json.Set(property.Name, property.Format(value).FirstOrDefault()),
        };
    }

    private static void SetPairs(JsonObject json, IReadOnlyList<string> pairs)
    {
        foreach (var pair in pairs)
        {
            var colon = pair.LastIndexOf(':');
            json.Set(pair[..colon], double.Parse(pair.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        }
    }

    /// <summary>All properties of an object within.</summary>
    public static void SetAll(this JsonObject json, object owner)
    {
        foreach (var property in SettingObject.Of(owner.GetType()).Properties)
            json.Set(property, property.Get(owner));
    }
}
