using System;

namespace Microsoft.Exchange.Data.Transport;

[Serializable]
public struct RoutingAddress : IComparable<RoutingAddress>, IEquatable<RoutingAddress>
{
    public static readonly RoutingAddress Empty;
    public static readonly RoutingAddress NullReversePath = new("<>");

    private readonly string _address;

    public RoutingAddress(string address)
    {
        _address = address;
    }

    public RoutingAddress(string local, string domain)
    {
        _address = local + "@" + domain;
    }

    public string DomainPart => AddressSyntax.TrySplit(_address, out _, out var domain) ? domain : null;

    public string LocalPart => AddressSyntax.TrySplit(_address, out var local, out _) ? local : null;

    public bool IsUTF8 => IsUTF8Address(_address);

    public bool IsValid => IsValidAddress(_address);

    public int Length => _address == null ? 0 : _address.Length;

    public static bool IsEmpty(RoutingAddress address) => string.IsNullOrEmpty(address._address);

    public static bool IsUTF8Address(string address) => address != null && AddressSyntax.HasNonAscii(address);

    public static bool IsValidAddress(string address) =>
        string.Equals(address, "<>", StringComparison.Ordinal) || AddressSyntax.TrySplit(address, out _, out _);

    public static RoutingAddress Parse(string address) =>
        IsValidAddress(address) ? new RoutingAddress(address) : throw new FormatException("Not an SMTP address: " + address);

    public static bool operator ==(RoutingAddress value1, RoutingAddress value2) => value1.Equals(value2);

    public static bool operator !=(RoutingAddress value1, RoutingAddress value2) => !value1.Equals(value2);

    public static explicit operator RoutingAddress(string address) => new(address);

    public static explicit operator string(RoutingAddress address) => address.ToString();

    public int CompareTo(RoutingAddress address) => StringComparer.OrdinalIgnoreCase.Compare(ToString(), address.ToString());

    public int CompareTo(object address) =>
        address is RoutingAddress other ? CompareTo(other) : throw new ArgumentException("Not a RoutingAddress.", nameof(address));

    public bool Equals(RoutingAddress obj) => CompareTo(obj) == 0;

    public override bool Equals(object obj) => obj is RoutingAddress other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    public override string ToString() => _address ?? string.Empty;
}
