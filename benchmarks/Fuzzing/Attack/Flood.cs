using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fuzzing.Milter;
using IpBlock.Fuzzing.Policy;

namespace IpBlock.Fuzzing.Attack;

/// <summary>What a flood does on its connections.</summary>
public enum FloodKind
{
    /// <summary>Nothing, at the policy service.</summary>
    IdlePolicy,

    /// <summary>Nothing, at the policy service's UNIX socket.</summary>
    IdleSocket,

    /// <summary>Nothing, at the milter.</summary>
    IdleMilter,

    /// <summary>Nothing, at the metrics.</summary>
    IdleMetrics,

    /// <summary>Half a request.</summary>
    HalfPolicy,

    /// <summary>The head of a packet of a megabyte, and some of it.</summary>
    HalfMilter,

    /// <summary>Half an HTTP request.</summary>
    HalfMetrics,

    /// <summary>Requests without end, answers unread.</summary>
    DeafPolicy,

    /// <summary>Packets without end, answers unread.</summary>
    DeafMilter,

    /// <summary>Damaged transcripts.</summary>
    Garbage,
}

/// <summary>Connections of one kind, opened again and again.</summary>
public sealed class Flood(ServeProcess service, FloodKind kind, int seed)
{
    private const int Connections = 250;
    private static readonly byte[] Requests = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(GoodPolicyClient.Request("192.0.2.7"), 400)));
    private static readonly byte[] Packets =
        [.. MilterPacket.Offer, .. Enumerable.Repeat(MilterPacket.Connect("192.0.2.7").Concat(MilterPacket.Of('R', "<user@site.example>\0")), 2000).SelectMany(static packet => packet)];

    private readonly Queue<Socket> _open = new();
    private readonly Random _random = new(seed + (int)kind);

    private EndPoint Server => kind switch
    {
        FloodKind.IdleSocket => service.PolicySocket,
        FloodKind.IdleMilter or FloodKind.HalfMilter or FloodKind.DeafMilter => service.Milter,
        FloodKind.IdleMetrics or FloodKind.HalfMetrics => service.Metrics,
        FloodKind.Garbage when _random.Next(2) == 0 => service.Milter,
        _ => service.Policy,
    };

    private byte[] Input => kind switch
    {
        FloodKind.HalfPolicy => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("x=" + new string('a', 8000) + "\n", 3))),
        FloodKind.HalfMilter => [.. MilterPacket.Offer, 0, 0x0F, 0xFF, 0xFF, (byte)"RBDL"[_random.Next(4)], .. new byte[200_000]],
        FloodKind.HalfMetrics => "GET /metrics HTTP/1.1\r\nHost: x\r\nX-Long: "u8.ToArray(),
        FloodKind.DeafPolicy => Requests,
        FloodKind.DeafMilter => Packets,
        FloodKind.Garbage => _random.Next(2) == 0 ? PolicyInput.Make(_random) : MilterInput.Make(_random),
        _ => [],
    };

    /// <summary>Goes on until it is told to stop, or nobody listens any more.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await OpenAsync();
            while (_open.Count > Connections)
                _open.Dequeue().Dispose();
            await Task.Delay(_random.Next(100), CancellationToken.None);
        }

        foreach (var socket in _open)
            socket.Dispose();
    }

    // A crowd of a few, several times a second; what is not taken at once is left lying.
    private async Task OpenAsync()
    {
        for (var crowd = _random.Next(1, 12); crowd > 0; crowd--)
        {
            try
            {
                var socket = await Wire.ConnectAsync(Server);
                _open.Enqueue(socket);
                var input = Input;
                socket.Blocking = false;
                if (input.Length > 0)
                    socket.Send(input, SocketFlags.None, out _);
            }
            catch (Exception refused) when (refused is SocketException or OperationCanceledException)
            {
                return; // sent away, or not let in yet
            }
        }
    }
}
