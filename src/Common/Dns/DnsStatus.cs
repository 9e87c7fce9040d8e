namespace IpBlock.Dns;

/// <summary>How a lookup ended. Only the first three are an answer; the others say why there is none.</summary>
public enum DnsStatus
{
    /// <summary>There are records of the type asked for.</summary>
    Records,

    /// <summary>The name does not exist (NXDOMAIN).</summary>
    NoSuchName,

    /// <summary>The name exists, but has no record of the type asked for (RFC 2308 §2.2).</summary>
    NoRecords,

    /// <summary>No name server answered in time.</summary>
    TimedOut,

    /// <summary>The name servers could not find out (SERVFAIL).</summary>
    ServerFailure,

    /// <summary>The name servers will not answer us (REFUSED).</summary>
    Refused,

    /// <summary>The name servers answered with something that is no answer: another error code, or a packet that cannot be read.</summary>
    Malformed,

    /// <summary>No name server could be reached: nothing listens there, or there is no network.</summary>
    Unreachable,

    /// <summary>The name servers refer to others instead of asking them: they do not look names up for this machine.</summary>
    NoRecursion,

    /// <summary>This process has more to ask than it can: no socket or no room is left here. It says nothing of any name server and of no name.</summary>
    Overloaded,

    /// <summary>Not asked: too many questions about the zone are unanswered already (see <see cref="ZoneWindow"/>).</summary>
    Backlog,
}
