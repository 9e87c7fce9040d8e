namespace IpBlock.Settings;

/// <summary>How a list is probed.</summary>
public enum ProbeKind
{
    /// <summary>By the test points of RFC 5782: 127.0.0.2 is listed, 127.0.0.1 and the rest of 127.0.0.0/8 are not.</summary>
    TestPoints,

    /// <summary>Only whether it answers: for lists that keep no test points, or list loopback addresses on purpose.</summary>
    Alive,

    /// <summary>Not as long as it answers: live answers alone say how it is.</summary>
    Never,
}
