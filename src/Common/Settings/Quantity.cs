using System;
using System.Globalization;

namespace IpBlock.Settings;

/// <summary>A whole number and its unit, as durations and sizes are written.</summary>
internal static class Quantity
{
    /// <summary>Reads the number and finds the unit, in any case. Null when it went well, else what is wrong, without a cure.</summary>
    public static string? Read(string text, string what, (string Unit, long Factor)[] units, out long value)
    {
        value = 0;
        var digits = 0;
        while (digits < text.Length && text[digits] is >= '0' and <= '9')
            digits++;
        if (digits == 0 || !long.TryParse(text.Substring(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return $"'{text}' is not a {what}";
        var written = text.Substring(digits).Trim();
        if (written.Length == 0)
            return $"'{text}' has no unit";
        foreach (var (unit, factor) in units)
        {
            if (!string.Equals(unit, written, StringComparison.OrdinalIgnoreCase))
                continue;
            if (number > long.MaxValue / factor)
                return $"'{text}' is too large for a {what}";
            value = number * factor;
            return null;
        }

        return $"'{written}' is not a unit of a {what}";
    }

    /// <summary>In the largest unit that leaves no rest. The units stand in ascending order.</summary>
    public static string Format(long value, (string Unit, long Factor)[] units)
    {
        var best = units[0];
        foreach (var unit in units)
        {
            if (value != 0 && value % unit.Factor == 0)
                best = unit;
        }

        return (value / best.Factor).ToString(CultureInfo.InvariantCulture) + best.Unit;
    }
}
