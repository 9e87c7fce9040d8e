using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Tests.Dns;

/// <summary>A name server, UDP alone, that answers with whatever bytes a test makes up. Nothing listens on its port by TCP.</summary>
internal sealed class RawNameServer : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 20 };
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<WireQuery, IEnumerable<byte[]>> _answers;
    private readonly Task _loop;
    private int _asked;

    /// <param name="answers">The packets that answer a query, in this order.</param>
    /// <param name="port">Zero: any that is free.</param>
    public RawNameServer(Func<WireQuery, IEnumerable<byte[]>> answers, int port = 0)
    {
        _answers = answers;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _loop = Task.Run(ListenAsync);
    }

    public IPEndPoint EndPoint { get; }

    public int Asked => Volatile.Read(ref _asked);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, EndPoint, _stop.Token);
                Interlocked.Increment(ref _asked);
                foreach (var packet in _answers(WireQuery.Parse(buffer.AsSpan(0, got.ReceivedBytes))!))
                    await _socket.SendToAsync(packet, SocketFlags.None, got.RemoteEndPoint, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
    }
}
