using System;

namespace Microsoft.Exchange.Data.Transport;

[Serializable]
public struct RoutingDomain : IComparable<RoutingDomain>, IEquatable<RoutingDomain>
{
    public const string Smtp = "smtp";

    public static readonly RoutingDomain Empty;

    private readonly string _domain;
    private readonly string _type;

    public RoutingDomain(string domain)
        : this(domain, Smtp)
    {
    }

    public RoutingDomain(string domain, string type)
    {
        _domain = domain;
        _type = type;
    }

    public string Domain => _domain;

    public string Type => _type;

    public static RoutingDomain GetDomainPart(RoutingAddress address) =>
        address.DomainPart == null ? Empty : new RoutingDomain(address.DomainPart);

    public static RoutingDomain Parse(string domain) =>
        TryParse(domain, out var parsed) ? parsed : throw new FormatException("Not a domain: " + domain);

    public static bool TryParse(string domain, out RoutingDomain routingDomain)
    {
        routingDomain = AddressSyntax.IsDomain(domain) ? new RoutingDomain(domain) : Empty;
        return routingDomain.IsValid();
    }

    public static bool operator ==(RoutingDomain value1, RoutingDomain value2) => value1.Equals(value2);

    public static bool operator !=(RoutingDomain value1, RoutingDomain value2) => !value1.Equals(value2);

    public bool IsSmtp() => string.Equals(_type, Smtp, StringComparison.OrdinalIgnoreCase);

    public bool IsValid() => !string.IsNullOrEmpty(_type) && AddressSyntax.IsDomain(_domain);

    public int CompareTo(RoutingDomain value) => StringComparer.OrdinalIgnoreCase.Compare(ToString(), value.ToString());

    public int CompareTo(object domain) =>
        domain is RoutingDomain other ? CompareTo(other) : throw new ArgumentException("Not a RoutingDomain.", nameof(domain));

    public bool Equals(RoutingDomain domain) => CompareTo(domain) == 0;

    public override bool Equals(object domain) => domain is RoutingDomain other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    public override string ToString() => IsSmtp() || _type == null ? _domain ?? string.Empty : _type + ":" + _domain;
}
