using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace IpBlock.Addresses;

/// <summary>
/// A prefix under which a translator shows IPv4 clients to a server that has IPv6 only (RFC 6052). The address behind it is who the client is: lists know it, and
/// nobody lists the translator's name for it. The well-known prefix 64:ff9b::/96 needs no setting.
/// </summary>
public sealed class Nat64Prefix
{
    private const string Cure = "write a prefix of RFC 6052 with a length of 32, 40, 48, 56, 64 or 96, such as 2001:db8:64::/96";
    private const ulong WellKnownHigh = 0x0064_FF9B_0000_0000;

    private readonly int _length;
    private readonly AddressRange _range;

    private Nat64Prefix(AddressRange range, int length)
    {
        _range = range;
        _length = length;
    }

    /// <summary>Reads <c>2001:db8:64::/96</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Nat64Prefix? prefix, out string? reason)
    {
        prefix = null;
        var trimmed = (text ?? "").Trim();
        var slash = trimmed.IndexOf('/');
        if (slash < 0 || !Address.TryParseAsWritten(trimmed.Substring(0, slash), out var address) || address.IsIPv4
            || !int.TryParse(trimmed.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            reason = $"'{trimmed}' is not a NAT64 prefix; {Cure}";
            return false;
        }

        var range = AddressRange.Cidr(address, Math.Min(length, 128));
        reason = length is not (32 or 40 or 48 or 56 or 64 or 96) ? $"a NAT64 prefix has no length of {length.ToString(CultureInfo.InvariantCulture)}; {Cure}"
            : range.First != address ? $"'{trimmed}' has bits set after the prefix; {Cure}"
            : null;
        if (reason is null)
            prefix = new Nat64Prefix(range, length);
        return reason is null;
    }

    /// <summary>The IPv4 client behind an address under the prefix; any other address as it is.</summary>
    public Address Fold(Address address) => _range.Contains(address) ? Address.FromIPv4(Embedded(address)) : address;

    /// <summary>The IPv4 addresses that a range under the prefix stands for; any other range as it is.</summary>
    public AddressRange Fold(AddressRange range) =>
        _range.Contains(range.First) && _range.Contains(range.Last) ? AddressRange.Between(Fold(range.First), Fold(range.Last)) : range;

    /// <summary>What a range stands for where there may be no prefix.</summary>
    internal static AddressRange Fold(Nat64Prefix? prefix, AddressRange range) => prefix?.Fold(range) ?? range;

    /// <summary>As the settings file writes it.</summary>
    public override string ToString() => _range.First + "/" + _length.ToString(CultureInfo.InvariantCulture);

    /// <summary>True for 64:ff9b::/96.</summary>
    internal static bool IsWellKnown(ulong high, ulong low) => high == WellKnownHigh && low >> 32 == 0;

    // RFC 6052 §2.2: bits 64 to 71 are zero, and the IPv4 address goes around them.
    private uint Embedded(Address address)
    {
        if (_length == 96)
            return (uint)address.Low;
        if (_length == 64)
            return (uint)(address.Low >> 24);
        var behind = address.High << _length;
        var missing = _length - 32;
        return (uint)(behind >> 32) | (missing == 0 ? 0 : (uint)(address.Low << 8 >> (64 - missing)));
    }
}
