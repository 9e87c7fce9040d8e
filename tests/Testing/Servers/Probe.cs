using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Servers;

/// <summary>Finds out whether a server is up.</summary>
public static class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>True when a name server gives any answer about the name, be it a refusal.</summary>
    public static async Task<bool> AnswersAsync(IPEndPoint server, string name)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        using var patience = new CancellationTokenSource(Patience);
        var answer = new byte[4096];
        byte[] query = [0x70, 0x72, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. WireName.Encode(name), 0, (byte)RecordType.Soa, 0, 1];
        try
        {
            await socket.ConnectAsync(server, patience.Token);
            await socket.SendAsync(query, patience.Token);
            return await socket.ReceiveAsync(answer, patience.Token) >= 12 && answer[0] == query[0] && answer[1] == query[1];
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>True when somebody accepts TCP connections there.</summary>
    public static Task<bool> AcceptsAsync(IPEndPoint server) => AcceptsAsync(server, ProtocolType.Tcp);

    /// <summary>True when somebody accepts connections at this Unix socket. Its file is there a moment earlier: it is made by bind, before listen.</summary>
    public static Task<bool> AcceptsAsync(string socketPath) => AcceptsAsync(new UnixDomainSocketEndPoint(socketPath), ProtocolType.Unspecified);

    private static async Task<bool> AcceptsAsync(EndPoint server, ProtocolType protocol)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, protocol);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await socket.ConnectAsync(server, patience.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
