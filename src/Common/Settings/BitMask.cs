using System;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>
/// The bits of a return code that count. The first octet is ignored: every answer begins with 127, and Exchange's own documents write both
/// <c>0.0.0.4</c> and <c>127.0.0.4</c> for the same mask.
/// </summary>
public readonly struct BitMask : IEquatable<BitMask>
{
    private const uint LastThreeOctets = 0x00FF_FFFF;
    private readonly uint _written;

    private BitMask(uint written) => _written = written;

    /// <summary>The mask in the last three octets; the first octet is zero.</summary>
    public uint Bits => _written & LastThreeOctets;

    /// <summary>How many bits are set. With two or more, codes match that share any one of them: 0.0.0.3 matches 127.0.0.1, .2, .3, .5 …</summary>
    public int BitCount
    {
        get
        {
            var count = 0;
            for (var rest = Bits; rest != 0; rest &= rest - 1)
                count++;
            return count;
        }
    }

    /// <summary>Reads four octets with at least one bit in the last three.</summary>
    public static bool TryParse(string? text, out BitMask mask, out string? reason)
    {
        mask = default;
        var trimmed = (text ?? "").Trim();
        if (!Address.TryParseIPv4(trimmed, 0, trimmed.Length, out var bits))
            return Fail($"'{trimmed}' is not a bit mask; write four octets, such as 0.0.0.4", out reason);
        if ((bits & LastThreeOctets) == 0)
            return Fail($"the mask {trimmed} has no bit set in the last three octets and can never match; write a mask such as 0.0.0.4", out reason);
        mask = new BitMask(bits);
        reason = null;
        return true;
    }

    /// <summary>True when mask and code have any bit in common, the first octet left aside. Whether the code may match at all is not asked here.</summary>
    public bool Matches(uint code) => (code & _written & LastThreeOctets) != 0;

    /// <summary>As it was written.</summary>
    public override string ToString() => new ReturnCode(_written).ToString();

    /// <inheritdoc/>
    public bool Equals(BitMask other) => Bits == other.Bits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BitMask other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Bits;

    /// <summary>True when both match the same codes.</summary>
    public static bool operator ==(BitMask left, BitMask right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(BitMask left, BitMask right) => !left.Equals(right);

    private static bool Fail(string why, out string? reason)
    {
        reason = why;
        return false;
    }
}
