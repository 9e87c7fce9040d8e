using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Fuzzing.Dns;

/// <summary>A name server, UDP and TCP on one port of loopback, that answers names under <c>good.example</c> as it should and all others with what the mutator makes up.</summary>
internal sealed class HostileNameServer : IDisposable
{
    private readonly Socket _udp;
    private readonly TcpListener _tcp;
    private readonly CancellationTokenSource _stop = new();
    private readonly AnswerMutator _mutator;
    private readonly Random _random;
    private long _inputs;

    public HostileNameServer(int seed)
    {
        (_random, _mutator) = (new Random(seed), new AnswerMutator(new Random(seed)));
        (_udp, _tcp) = Open();
        _ = Task.Run(ServeUdpAsync);
        _ = Task.Run(ServeTcpAsync);
    }

    public IPEndPoint EndPoint => (IPEndPoint)_udp.LocalEndPoint!;

    /// <summary>How many packets have been made up.</summary>
    public long Inputs => Interlocked.Read(ref _inputs);

    public void Dispose()
    {
        _stop.Cancel();
        _udp.Dispose();
        _tcp.Dispose();
        _stop.Dispose();
    }

    // The port that is free for UDP may be taken for TCP.
    private static (Socket Udp, TcpListener Tcp) Open()
    {
        while (true)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
            udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var tcp = new TcpListener((IPEndPoint)udp.LocalEndPoint!);
            try
            {
                tcp.Start(256);
                return (udp, tcp);
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                udp.Dispose();
                tcp.Dispose();
            }
        }
    }

    private static bool IsGood(WireQuery query) => query.Name.EndsWith(".good.example", StringComparison.Ordinal);

    private static byte[] Honest(WireQuery query)
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        message.Answer(WireRecord.A("127.0.0.2"), 300);
        return message.ToArray();
    }

    private byte[] MadeUp(WireQuery query)
    {
        Interlocked.Increment(ref _inputs);
        lock (_random)
            return _mutator.Next(query);
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[4096];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var got = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, EndPoint, _stop.Token);
                if (WireQuery.Parse(buffer.AsSpan(0, got.ReceivedBytes)) is not { } query)
                    continue;
                for (var packets = IsGood(query) ? 1 : 1 + (int)(query.Id & 1); packets > 0; packets--)
                    await _udp.SendToAsync(IsGood(query) ? Honest(query) : MadeUp(query), SocketFlags.None, got.RemoteEndPoint, _stop.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                continue; // whoever asked has gone; the end is seen above
            }
        }
    }

    private async Task ServeTcpAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _tcp.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                continue;
            }
        }
    }

    // The length before the message lies in one of four answers, and one in eight comes in two parts.
    private async Task<bool> ServeAsync(TcpClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                var buffer = new byte[600];
                var length = await stream.ReadAsync(buffer, patience.Token);
                if (length < 14 || WireQuery.Parse(buffer.AsSpan(2, length - 2)) is not { } query)
                    return false;
                var packet = IsGood(query) ? Honest(query) : MadeUp(query);
                int said = packet.Length, cut;
                lock (_random)
                {
                    said = !IsGood(query) && _random.Next(4) == 0 ? _random.Next(65_536) : said;
                    cut = _random.Next(8) == 0 ? _random.Next(packet.Length + 1) : packet.Length;
                }

                await stream.WriteAsync((byte[])[(byte)(said >> 8), (byte)said, .. packet[..cut]], patience.Token);
                if (cut < packet.Length)
                    await stream.WriteAsync(packet.AsMemory(cut), patience.Token);
                return true;
            }
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }
}
