using IpBlock.Addresses;

namespace IpBlock.Filtering;

/// <summary>A connection as a door describes it: all that a verdict depends on.</summary>
public readonly struct FilterRequest
{
    /// <summary>A connection from <paramref name="client"/> of which nothing else is known.</summary>
    public FilterRequest(Address client) => Client = client;

    /// <summary>Who is talking to the mail server.</summary>
    public Address Client { get; init; }

    /// <summary>The port of this server it came to; 0 when the door does not know.</summary>
    public int LocalPort { get; init; }

    /// <summary>True once the client has logged in.</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>True when the mail server itself says that its filters do not apply (Exchange: the permission ms-Exch-Bypass-Anti-Spam).</summary>
    public bool IsBypassed { get; init; }
}
