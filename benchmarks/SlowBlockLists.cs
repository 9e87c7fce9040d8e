using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.Benchmarks;

/// <summary>A name server that says "no such name" to everything after a while, as a resolver does that must ask the list first; one zone may be dead.</summary>
internal sealed class SlowBlockLists : IDisposable
{
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
        answer[3] = 0x83;
        await _socket.SendAsync(answer, answer.Length, query.RemoteEndPoint);
    }
}
