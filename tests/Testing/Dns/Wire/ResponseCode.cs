namespace IpBlock.Testing.Dns.Wire;

/// <summary>RCODEs of RFC 1035 §4.1.1.</summary>
public enum ResponseCode
{
    NoError = 0,
    FormErr = 1,
    ServFail = 2,
    NxDomain = 3,
    NotImp = 4,
    Refused = 5,
}
