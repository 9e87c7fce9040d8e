namespace IpBlock.Testing.Dns.Wire;

/// <summary>Record types as numbered by IANA. The kit has its own list so that a wrong number in the engine does not go unnoticed.</summary>
public enum RecordType
{
    None = 0,
    A = 1,
    Ns = 2,
    Cname = 5,
    Soa = 6,
    Ptr = 12,
    Txt = 16,
    Aaaa = 28,
    Opt = 41,
}
