using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Hosting;
using Xunit;

namespace IpBlock.Service.Tests.Milter;

/// <summary>The door at a port of its own, or at a UNIX socket.</summary>
internal sealed class MilterServer : IAsyncDisposable
{
    private readonly MailListener _listener;

    private readonly DoorConnections _connections;

    private MilterServer(MailListener listener, DoorConnections connections)
    {
        _listener = listener;
        _connections = connections;
    }

    public EndPoint EndPoint => _listener.EndPoint;

    public static MilterServer Start(TestDoor door, string? path = null)
    {
        var connections = new DoorConnections(door.Service, door.Door);
        var places = new ConnectionPlaces(door.Service, 10_000);
        EndPoint at = path is null ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(path);
        return new MilterServer(MailListener.Start(at, door.Door, connections, places, door.Service), connections);
    }

    public async Task<MilterPeer> ConnectAsync()
    {
        var socket = new Socket(EndPoint.AddressFamily, SocketType.Stream, EndPoint is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        await socket.ConnectAsync(EndPoint);
        return new MilterPeer(socket);
    }

    /// <summary>As a service that is told to stop: what is in flight is answered first.</summary>
    public Task StopAsync() => StopAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(2));
        _connections.Dispose();
    }

    private async Task StopAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        _listener.Dispose();
        await _connections.StopAsync(patience.Token);
    }
}

/// <summary>A mail server's end of a connection.</summary>
internal sealed class MilterPeer(Socket socket) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => socket.SendAsync(bytes).AsTask();

    /// <summary>False when the other side has hung up already.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await SendAsync(bytes);
            return true;
        }
        catch (SocketException gone) when (gone.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return false;
        }
    }

    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Sends a packet and returns the answer to it.</summary>
    public async Task<string> AskAsync(string packet)
    {
        await SendAsync(Wire.Packet(packet));
        return await HearAsync();
    }

    public async Task<string> HearAsync()
    {
        var head = await ReadAsync(4);
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(head);
        return Assert.Single(Wire.Read([.. head, .. await ReadAsync(length)]));
    }

    /// <summary>Everything until the other side hangs up, in whichever way it does.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        var all = new List<byte>();
        var buffer = new byte[8192];
        try
        {
            while (await socket.ReceiveAsync(buffer).WaitAsync(Patience) is > 0 and var count)
                all.AddRange(buffer.AsSpan(0, count));
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return [.. all];
        }

        return [.. all];
    }

    public void Dispose() => socket.Dispose();

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        for (var have = 0; have < count;)
        {
            var more = await socket.ReceiveAsync(bytes.AsMemory(have)).AsTask().WaitAsync(Patience);
            Assert.True(more > 0, "the milter hung up");
            have += more;
        }

        return bytes;
    }
}
