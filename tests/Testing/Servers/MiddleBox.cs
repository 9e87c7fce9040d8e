using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>
/// What stands between a client and a name server, without a packet filter and so without root: passes packets on, or loses those with EDNS0, or
/// connections, or time.
/// </summary>
public sealed class MiddleBox : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket? _tcp;
    private readonly IPEndPoint _server;
    private readonly ConcurrentDictionary<Task, bool> _work = new();
    private readonly Task _loops;

    /// <param name="server">The name server behind it.</param>
    /// <param name="passesEdns">False: a query with anything in its additional section, which is an OPT record, is lost.</param>
    /// <param name="passesTcp">False: connections are refused.</param>
    /// <param name="delay">How much later an answer comes by UDP.</param>
    public MiddleBox(IPEndPoint server, bool passesEdns = true, bool passesTcp = true, TimeSpan delay = default)
    {
        _server = server;
        EndPoint = new IPEndPoint(IPAddress.Loopback, Free.Port());
        _udp.Bind(EndPoint);
        if (passesTcp)
        {
            _tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _tcp.Bind(EndPoint);
            _tcp.Listen(64);
        }

        _loops = Task.WhenAll(Task.Run(() => PassPacketsAsync(passesEdns, delay)), Task.Run(PassConnectionsAsync));
    }

    public IPEndPoint EndPoint { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _udp.Dispose();
        _tcp?.Dispose();
        await _loops;
        await Task.WhenAll(_work.Keys);
        _stop.Dispose();
    }

    private async Task PassPacketsAsync(bool passesEdns, TimeSpan delay)
    {
        var buffer = new byte[4096];
        while (!_stop.IsCancellationRequested)
        {
            var got = await UnlessStopped(async () => (SocketReceiveFromResult?)await _udp.ReceiveFromAsync(buffer, SocketFlags.None, EndPoint, _stop.Token));
            if (got is not { ReceivedBytes: >= 12 } packet)
                continue;
            if (passesEdns || (buffer[10] | buffer[11]) == 0)
                Keep(PassPacketAsync(buffer[..packet.ReceivedBytes], packet.RemoteEndPoint, delay));
        }
    }

    private async Task PassPacketAsync(byte[] query, EndPoint client, TimeSpan delay) => await UnlessStopped(async () =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(_server, _stop.Token);
        await socket.SendAsync(query, _stop.Token);
        var answer = new byte[65536];
        var length = await socket.ReceiveAsync(answer, _stop.Token);
        await Task.Delay(delay, _stop.Token);
        return (int?)await _udp.SendToAsync(answer.AsMemory(0, length), client, _stop.Token);
    });

    private async Task PassConnectionsAsync()
    {
        while (_tcp is not null && !_stop.IsCancellationRequested)
        {
            if (await UnlessStopped(async () => await _tcp.AcceptAsync(_stop.Token)) is { } client)
                Keep(PassConnectionAsync(client));
        }
    }

    private async Task PassConnectionAsync(Socket client)
    {
        using var server = new TcpClient();
        await using var near = new NetworkStream(client, ownsSocket: true);
        await UnlessStopped(async () =>
        {
            await server.ConnectAsync(_server, _stop.Token);
            await Task.WhenAny(near.CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(near, _stop.Token));
            return "";
        });
    }

    private void Keep(Task work)
    {
        _work[work] = true;
        _ = work.ContinueWith(done => _work.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private static async Task<T?> UnlessStopped<T>(Func<Task<T?>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException or System.IO.IOException)
        {
            return default; // stopped, or one side has gone
        }
    }
}
