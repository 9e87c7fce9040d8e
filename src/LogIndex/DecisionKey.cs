using System;
using System.Globalization;

namespace IpBlock.LogIndex;

/// <summary>A decision's place in the index: its time, and a number that no other has. Good until the index is rebuilt.</summary>
/// <param name="Ticks">The time, in ticks of UTC.</param>
/// <param name="Number">In the order in which the lines were read.</param>
public readonly record struct DecisionKey(long Ticks, long Number)
{
    /// <summary>Both numbers with a hyphen between them, as it can stand in an address.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ticks}-{Number}");

    /// <summary>Reads what <see cref="ToString"/> has written.</summary>
    public static bool TryParse(string? text, out DecisionKey key)
    {
        key = default;
        var hyphen = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (hyphen < 1
            || !long.TryParse(text.AsSpan(0, hyphen), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || !long.TryParse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        key = new DecisionKey(ticks, number);
        return true;
    }
}
