using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>What ails a name server.</summary>
public enum Ailment
{
    None,
    Silent,
    Refusing,

    /// <summary>Refuses two queries of five.</summary>
    RefusingSome,
    Slow,
}

/// <summary>The name server of one block list, which holds nothing but the test entry 127.0.0.2 (RFC 5782 §5); fast, until it falls ill.</summary>
public sealed class SickNameServer : IDisposable
{
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(3);
    private static readonly byte[] TestPoint = [1, (byte)'2', 1, (byte)'0', 1, (byte)'0', 3, (byte)'1', (byte)'2', (byte)'7'];

    // A pointer to the question's name, A, IN, 60 s, four bytes: 127.0.0.2.
    private static readonly byte[] Listed = [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 2];

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _soa;
    private volatile Ailment _ailment;

    /// <param name="zone">The zone in wire form.</param>
    public SickNameServer(byte[] zone)
    {
        // For a negative answer to be kept it needs a SOA of the zone (RFC 2308 §3): primary and mailbox are the root.
        _soa = [.. zone, 0, 6, 0, 1, 0, 0, 0, 60, 0, 22, 0, 0, 0, 0, 0, 1, 0, 0, 14, 16, 0, 0, 2, 88, 0, 1, 81, 128, 0, 0, 0, 60];
        // An address of its own: BIND 9.18 keeps what it knows of a server by address, and the healthy lists have another.
        _socket.Bind(new IPEndPoint(IPAddress.Parse("127.10.0.1"), 0));
        _socket.ReceiveBufferSize = 4 << 20;
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        new Thread(Serve) { IsBackground = true, Name = "sick name server" }.Start();
    }

    public IPEndPoint EndPoint { get; }

    private int _queries;

    /// <summary>How many queries have come.</summary>
    public int Queries => Volatile.Read(ref _queries);

    public void Fall(Ailment ailment) => _ailment = ailment;

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Serve()
    {
        var query = new byte[4096];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        try
        {
            while (true)
            {
                var length = _socket.ReceiveFrom(query, ref from);
                Interlocked.Increment(ref _queries);
                if (_ailment == Ailment.Silent)
                    continue;
                var answer = Answer(query.AsSpan(0, length), _ailment == Ailment.Refusing || (_ailment == Ailment.RefusingSome && _queries % 5 < 2));
                if (_ailment == Ailment.Slow)
                    _ = SendLaterAsync(answer, from);
                else
                    _socket.SendTo(answer, from);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed: that is how it ends.
            return;
        }
    }

    private async Task SendLaterAsync(byte[] answer, EndPoint to)
    {
        await Task.Delay(Slowness);
        try
        {
            await _socket.SendToAsync(answer, to);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return; // disposed meanwhile
        }
    }

    // The question stays, what stood behind it (EDNS) does not.
    private byte[] Answer(ReadOnlySpan<byte> query, bool refuses)
    {
        var end = query[12..].IndexOf((byte)0) + 12 + 5;
        var isListed = query[12..].StartsWith(TestPoint) && query[end - 3] == 1;
        byte[] answer = refuses ? [.. query[..end]] : isListed ? [.. query[..end], .. Listed] : [.. query[..end], .. _soa];
        (answer[2], answer[3]) = (0x84, (byte)(refuses ? 5 : isListed ? 0 : 3));
        (answer[7], answer[9], answer[11]) = ((byte)(isListed && !refuses ? 1 : 0), (byte)(isListed || refuses ? 0 : 1), 0);
        return answer;
    }
}
