using System;
using System.Globalization;

namespace IpBlock.Settings;

/// <summary>
/// How much a match weighs, in whole tenths, so that sums are exact: -1000 to 1000. Of block lists it is above zero, of allow lists below.
/// </summary>
public readonly struct Score : IEquatable<Score>, IComparable<Score>, IComparable
{
    private const int MaxTenths = 10_000;
    private const string Cure = "write a number from -1000 to 1000 with at most one decimal place, such as 2 or -0.5";

    private Score(int tenths) => Tenths = tenths;

    /// <summary>The score in tenths: 25 is 2.5.</summary>
    public int Tenths { get; }

    /// <summary>A score from its tenths, also one that is a sum and lies outside what the settings can have.</summary>
    public static Score FromTenths(int tenths) => new(tenths);

    /// <summary>Reads a decimal number with at most one digit behind the point.</summary>
    public static bool TryParse(string? text, out Score score, out string? reason)
    {
        score = default;
        var trimmed = (text ?? "").Trim();
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(trimmed, Style, CultureInfo.InvariantCulture, out var value))
            return Fail($"'{trimmed}' is not a score", out reason);
        var tenths = value * 10;
        if (tenths != decimal.Truncate(tenths))
            return Fail($"{trimmed} has more than one decimal place", out reason);
        if (tenths is < -MaxTenths or > MaxTenths)
            return Fail($"{trimmed} is out of range", out reason);
        score = new Score((int)tenths);
        reason = null;
        return true;
    }

    /// <summary>The number: <c>2</c>, <c>-0.5</c>.</summary>
    public override string ToString() => (Tenths / 10m).ToString("0.#", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public bool Equals(Score other) => Tenths == other.Tenths;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Score other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Tenths;

    /// <inheritdoc/>
    public int CompareTo(Score other) => Tenths.CompareTo(other.Tenths);

    int IComparable.CompareTo(object? obj) => obj is Score other ? CompareTo(other) : throw new ArgumentException("Not a score.", nameof(obj));

    /// <summary>True when both are the same number.</summary>
    public static bool operator ==(Score left, Score right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(Score left, Score right) => !left.Equals(right);

    /// <summary>True when the left one is less.</summary>
    public static bool operator <(Score left, Score right) => left.Tenths < right.Tenths;

    /// <summary>True when the left one is greater.</summary>
    public static bool operator >(Score left, Score right) => left.Tenths > right.Tenths;

    /// <summary>True when the left one is not greater.</summary>
    public static bool operator <=(Score left, Score right) => left.Tenths <= right.Tenths;

    /// <summary>True when the left one is not less.</summary>
    public static bool operator >=(Score left, Score right) => left.Tenths >= right.Tenths;

    private static bool Fail(string why, out string? reason)
    {
        reason = why + "; " + Cure;
        return false;
    }
}
