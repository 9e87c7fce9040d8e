using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.Benchmarks;

/// <summary>A name server that says "no such name" to everything after a while, as a resolver does that must ask the list first; one zone may be dead.</summary>
internal sealed class SlowBlockLists : IDisposable
{
    // 2.0.0.127, the test point that every list has (RFC 5782 §5): without it a list counts as emptied and is not asked.
    private static readonly byte[] TestPoint = [1, (byte)'2', 1, (byte)'0', 1, (byte)'0', 3, (byte)'1', (byte)'2', (byte)'7'];

    // A pointer to the question's name, A, IN, 60 s, four bytes: 127.0.0.2.
    private static readonly byte[] Listed = [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 2];

    private readonly UdpClient _socket;
    private readonly TimeSpan _delay;
    private readonly byte[]? _dead;

    public SlowBlockLists(TimeSpan delay, string? dead = null, IPEndPoint? at = null)
    {
        _socket = new UdpClient(at ?? new IPEndPoint(IPAddress.Loopback, 0));
        _delay = delay;
        _dead = dead is null ? null : Encoding.ASCII.GetBytes(dead);
        _ = ServeAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _socket.ReceiveAsync());
        }
        catch (ObjectDisposedException)
        {
            return;
        }
    }

    private async Task AnswerAsync(UdpReceiveResult query)
    {
        if (_dead is not null && query.Buffer.AsSpan().IndexOf(_dead) >= 0)
            return;
        await Task.Delay(_delay);
        var answer = query.Buffer;
        answer[2] |= 0x80;
        if (answer.AsSpan(12).StartsWith(TestPoint))
            answer = WithRecord(answer);
        else
            answer[3] = 0x83;
        await _socket.SendAsync(answer, answer.Length, query.RemoteEndPoint);
    }

    // The question stays, what stood behind it (EDNS) does not.
    private static byte[] WithRecord(byte[] query)
    {
        var end = query.AsSpan(12).IndexOf((byte)0) + 12 + 5;
        byte[] answer = [.. query.AsSpan(0, end), .. Listed];
        (answer[3], answer[7], answer[9], answer[11]) = (0x80, 1, 0, 0);
        return answer;
    }
}
