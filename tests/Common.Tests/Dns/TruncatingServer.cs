using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;
using IpBlock.Testing.Servers;

namespace IpBlock.Tests.Dns;

/// <summary>A name server whose answers never fit into a packet and that, asked over TCP, takes the connection and says nothing.</summary>
internal sealed class TruncatingServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly RawNameServer _server;

    /// <param name="times">How often it says so to each query.</param>
    public TruncatingServer(int times = 1)
    {
        _listener = new TcpListener(IPAddress.Loopback, Free.Port());
        _listener.Start();
        _server = new RawNameServer(query => Enumerable.Repeat(Truncated(query), times), ((IPEndPoint)_listener.LocalEndpoint).Port);
    }

    public IPEndPoint EndPoint => _server.EndPoint;

    public int Asked => _server.Asked;

    /// <summary>True when somebody has connected who has not been accepted.</summary>
    public bool IsCalled => _listener.Pending();

    public static byte[] Truncated(WireQuery query)
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        message.Truncated();
        return message.ToArray();
    }

    public Task<TcpClient> AcceptAsync() => _listener.AcceptTcpClientAsync();

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _server.DisposeAsync();
    }
}
