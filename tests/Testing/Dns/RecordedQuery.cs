using System;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

/// <summary>One query that reached the server, lost ones included.</summary>
/// <param name="Order">1 for the first query of this server, and so on.</param>
/// <param name="At">Time since the server started.</param>
/// <param name="Name">Lower case, without the final dot.</param>
/// <param name="Id">The message id.</param>
/// <param name="ClientPort">The source port.</param>
public sealed record RecordedQuery(
    long Order, TimeSpan At, string Name, RecordType Type, ushort Id, int ClientPort, Transport Transport, bool HasEdns, int UdpLimit);

public enum Transport
{
    Udp,
    Tcp,
}
