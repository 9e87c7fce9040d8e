using System;
using System.Net;
using System.Net.Sockets;

namespace IpBlock.Testing.Servers;

/// <summary>
/// A name server that takes everything, by UDP and by TCP, and says nothing: as one behind a firewall, or on a machine that is down.
/// </summary>
public sealed class SilentServer : IDisposable
{
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _tcp = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public SilentServer()
    {
        EndPoint = new IPEndPoint(IPAddress.Loopback, Free.Port());
        _udp.Bind(EndPoint);
        _tcp.Bind(EndPoint);

        // Connections are made by the system, and nobody takes them.
        _tcp.Listen(64);
    }

    public IPEndPoint EndPoint { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _udp.Dispose();
        _tcp.Dispose();
    }
}
