using System;
using System.Globalization;

namespace IpBlock.Settings.Schema;

/// <summary>The range a property declares, in words and as a check.</summary>
internal static class Limits
{
    /// <summary>The range for the manual and for cures; null when there is none.</summary>
    public static string? Describe(SettingProperty property)
    {
        var unit = property.Type == typeof(string) ? property.Ascii ? " printable ASCII characters" : " characters" : "";
        return (property.MinText, property.MaxText) switch
        {
            (null, null) => null,
            ({ } min, null) => $"at least {min}{unit}",
            (null, { } max) => $"at most {max}{unit}",
            ({ } min, { } max) => $"{min} to {max}{unit}",
        };
    }

    /// <summary>Null when the value is within the limits, else what is wrong with it.</summary>
    public static string? Violated(SettingProperty property, object value)
    {
        if (value is string text)
            return TextViolation(property, text);
        if (property.Min is not null && ((IComparable)value).CompareTo(property.Min) < 0)
            return $"{property.Kind!.Format(value)} is too small";
        if (property.Max is not null && ((IComparable)value).CompareTo(property.Max) > 0)
            return $"{property.Kind!.Format(value)} is too large";
        return null;
    }

    private static string? TextViolation(SettingProperty property, string text)
    {
        if (property.Ascii && IndexOfUnprintable(text) is var index && index >= 0)
            return $"character {(index + 1).ToString(CultureInfo.InvariantCulture)} of the text is not printable ASCII";
        if (property.IsPath && IndexOfControl(text) is var control && control >= 0)
            return $"character {(control + 1).ToString(CultureInfo.InvariantCulture)} of the path is a control character or a line break, which is not allowed";
        if (property.MinText is { } min && text.Length < int.Parse(min, CultureInfo.InvariantCulture))
            return text.Length == 0 ? "the text is empty" : "the text is too short";
        if (property.MaxText is { } max && text.Length > int.Parse(max, CultureInfo.InvariantCulture))
            return $"the text has {text.Length.ToString(CultureInfo.InvariantCulture)} characters";
        return null;
    }

    private static int IndexOfControl(string path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (!Printable.IsHarmless(path[i]))
                return i;
        }

        return -1;
    }

    private static int IndexOfUnprintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' or > '~')
                return i;
        }

        return -1;
    }
}
