namespace IpBlock.Dns;

/// <summary>The record types this resolver asks for, with their numbers on the wire (RFC 1035 §3.2.2).</summary>
public enum DnsType
{
    /// <summary>A host address: four octets.</summary>
    A = 1,

    /// <summary>A name a name points to: the reverse name of an address.</summary>
    Ptr = 12,

    /// <summary>Text: the reason a block list gives.</summary>
    Txt = 16,

    /// <summary>An IPv6 host address: sixteen octets (RFC 3596).</summary>
    Aaaa = 28,
}
