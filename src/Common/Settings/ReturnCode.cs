using System;
using System.Globalization;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>What a list answers: an A record such as 127.0.0.2, which is no address but a code (RFC 5782 §2.1).</summary>
public readonly struct ReturnCode : IEquatable<ReturnCode>
{
    /// <summary>A code from its 32 bits, first octet highest: 0x7F000002 is 127.0.0.2.</summary>
    public ReturnCode(uint bits) => Bits = bits;

    /// <summary>The 32 bits, first octet highest.</summary>
    public uint Bits { get; }

    /// <summary>
    /// False for what no list means as "listed": anything outside 127.0.0.0/8 (a resolver or a dead domain answers) and 127.255.255.0/24 (Spamhaus
    /// and others: blocked, over quota, wrong name).
    /// </summary>
    public bool CanMatch => Bits >> 24 == 127 && Bits >> 8 != 0x7FFFFF;

    /// <summary>
    /// True for 127.0.1.255 and 127.0.2.255, by which lists of domains refuse to look up an address (Spamhaus DBL and ZRD). They count only where a provider
    /// names that single code, because some list may mean them otherwise.
    /// </summary>
    public bool MustBeNamed => Bits is 0x7F0001FF or 0x7F0002FF;

    /// <summary>Reads four decimal octets.</summary>
    public static bool TryParse(string? text, out ReturnCode code, out string? reason)
    {
        var trimmed = (text ?? "").Trim();
        var read = Address.TryParseIPv4(trimmed, 0, trimmed.Length, out var bits);
        code = read ? new ReturnCode(bits) : default;
        reason = read ? null : $"'{trimmed}' is not a return code; write four octets such as 127.0.0.2";
        return read;
    }

    /// <summary>Four decimal octets.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0}.{1}.{2}.{3}", Bits >> 24, (Bits >> 16) & 255, (Bits >> 8) & 255, Bits & 255);

    /// <inheritdoc/>
    public bool Equals(ReturnCode other) => Bits == other.Bits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ReturnCode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Bits;

    /// <summary>True when both are the same code.</summary>
    public static bool operator ==(ReturnCode left, ReturnCode right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(ReturnCode left, ReturnCode right) => !left.Equals(right);
}
