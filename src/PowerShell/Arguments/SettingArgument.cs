using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.PowerShell.Arguments;

/// <summary>What was given for a setting, as the settings file has it: a flag, a whole number, text or texts.</summary>
internal static class SettingArgument
{
    /// <summary>The value; null, which takes a setting back to its default, for null and for an empty text.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="property">The setting; null when nothing is known of it.</param>
    public static object? Value(object? value, SettingProperty? property = null) => value switch
    {
        null => null,
        bool or int => value,
        "" => property?.MayBeEmpty == true ? value : null,
        Enum choice => char.ToLowerInvariant(choice.ToString()[0]) + choice.ToString().Substring(1),
        TimeSpan duration => Duration.Format(duration),
        string text => Text(text, property),
        IDictionary table when property?.Kind is { IsPair: true } => Pairs(table),
        IEnumerable list => Texts(list),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>The value as one text, a list with commas between.</summary>
    public static string? OneText(object? value, SettingProperty? property) => Value(value, property) switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        string[] list => list.Length == 0 ? "[]" : string.Join(",", list),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    private static string[] Pairs(IDictionary table) =>
        [.. table.Cast<DictionaryEntry>().Select(static entry => $"{entry.Key}: {Convert.ToString(entry.Value, CultureInfo.InvariantCulture)}")];

    private static string[] Texts(IEnumerable list) =>
        [.. list.Cast<object?>().Select(static element => (Convert.ToString(element, CultureInfo.InvariantCulture) ?? "").Trim())];

    private static bool IsTimeSpan(string text, out TimeSpan duration)
    {
        duration = default;
        return text.Length >= 8 && text.IndexOf(':') > 0 && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration);
    }

    // By the time it is bound a TimeSpan has become text, 00:00:02, and 20MB the number of its bytes.
    private static string Text(string text, SettingProperty? property)
    {
        if (property?.Type == typeof(long) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
            return ByteSize.Format(bytes);
        return property?.Type == typeof(TimeSpan) && IsTimeSpan(text.Trim(), out var duration) ? Duration.Format(duration) : text;
    }
}
