using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

internal sealed class TcpDoor : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Answering _answer;
    private readonly Task _loop;
    private readonly ConcurrentDictionary<Task, bool> _connections = new();

    public TcpDoor(Socket listener, Answering answer, CancellationToken stop)
    {
        _listener = listener;
        _listener.Listen(512);
        _answer = answer;
        _loop = Task.Run(() => ListenAsync(stop), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _loop;
        await Task.WhenAll(_connections.Keys);
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var serving = ServeAsync(await _listener.AcceptAsync(stop), stop);
                _connections[serving] = true;
                _ = serving.ContinueWith(done => _connections.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            catch (Exception e) when (Doors.IsFarewell(e))
            {
                if (stop.IsCancellationRequested)
                    return;
            }
        }
    }

    private async Task<bool> ServeAsync(Socket socket, CancellationToken stop)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        var client = (IPEndPoint)socket.RemoteEndPoint!;
        var back = new Back(stream);
        try
        {
            while (await ReadAsync(stream, stop) is { } query)
                await _answer(query, client, back);
            return true;
        }
        catch (Exception e) when (Doors.IsFarewell(e))
        {
            return false;
        }
    }

    // Two bytes of length before every message (RFC 1035 §4.2.2).
    private static async Task<WireQuery?> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var prefix = new byte[2];
        await stream.ReadExactlyAsync(prefix, stop);
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        await stream.ReadExactlyAsync(message, stop);
        return WireQuery.Parse(message);
    }

    private sealed class Back(NetworkStream stream) : IWayBack
    {
        public Transport Transport => Transport.Tcp;

        // One write: a client may rightly be unprepared for the length and the message in two packets, but that is not what is tested here.
        public ValueTask SendAsync(byte[] packet) => stream.WriteAsync((byte[])[(byte)(packet.Length >> 8), (byte)packet.Length, .. packet]);

        public ValueTask SendFromElsewhereAsync(byte[] packet) => throw new NotSupportedException("A TCP connection has one source.");

        public void Close() => stream.Close();
    }
}
