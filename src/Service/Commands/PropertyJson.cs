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
        if (property.IsList)
            return json.Set(property.Name, property.Format(value));
        return value switch
        {
            bool flag => json.Set(property.Name, flag),
            int number => json.Set(property.Name, number),
            Score score => json.Set(property.Name, score.Tenths / 10.0),
            _ => json.Set(property.Name, property.Format(value).FirstOrDefault()),
        };
    }
}
