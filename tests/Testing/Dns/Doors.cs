using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

internal delegate Task Answering(WireQuery query, IPEndPoint client, IWayBack back);

/// <summary>The UDP and the TCP side of the server, on one port.</summary>
internal sealed class Doors : IAsyncDisposable
{
    private readonly UdpDoor _udp;
    private readonly TcpDoor _tcp;

    private Doors(UdpDoor udp, TcpDoor tcp)
    {
        _udp = udp;
        _tcp = tcp;
    }

    public IPEndPoint EndPoint => _udp.EndPoint;

    public static Doors Open(IPAddress address, Answering answer, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            var udp = Bound(address, 0, SocketType.Dgram);
            try
            {
                var tcp = Bound(address, ((IPEndPoint)udp.LocalEndPoint!).Port, SocketType.Stream);
                return new Doors(new UdpDoor(udp, answer, stop), new TcpDoor(tcp, answer, stop));
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse && tries < 20)
            {
                // The port that was free for UDP is taken for TCP: the next one may not be.
                udp.Dispose();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _udp.DisposeAsync();
        await _tcp.DisposeAsync();
    }

    internal static Socket Bound(IPAddress address, int port, SocketType type)
    {
        var socket = new Socket(address.AddressFamily, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    // What ends a server that is being stopped, or a client that has gone.
    internal static bool IsFarewell(Exception e) => e is SocketException or ObjectDisposedException or OperationCanceledException or System.IO.IOException;
}
