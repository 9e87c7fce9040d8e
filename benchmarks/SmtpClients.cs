using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Benchmarks;

/// <summary>Clients that talk to a mail server up to RCPT, so many at a time, and know whether they are listed.</summary>
internal sealed class SmtpClients
{
    private const int Distinct = 1000;

    /// <summary>Null for a thousand clients again and again; else the first of clients that come once each.</summary>
    public uint? FirstClient { get; init; }

    /// <summary>Every second client comes from 10.0.0.0/9, which is listed.</summary>
    public bool HalfListed { get; init; }

    /// <summary>How many heard what they should not, and how long each session took from connect to farewell, in milliseconds and in order.</summary>
    public async Task<(int Wrong, IReadOnlyList<double> Milliseconds)> RunAsync(IPEndPoint server, int sessions, int atATime, bool checks)
    {
        var next = -1;
        var wrong = 0;
        var took = new double[sessions];
        await Task.WhenAll(Enumerable.Range(0, atATime).Select(_ => Task.Run(TalkAsync)));
        return (wrong, took);

        async Task TalkAsync()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < sessions;)
            {
                var listed = HalfListed && i % 2 == 0;
                var client = FirstClient is { } first ? new IPAddress(Bytes(first + (uint)i)) : IPAddress.Parse($"{(listed ? 10 : 11)}.1.{i % Distinct / 250}.{i % 250 + 1}");
                var watch = Stopwatch.StartNew();
                var refused = await SessionAsync(server, client);
                took[i] = watch.Elapsed.TotalMilliseconds;
                if (refused != (listed && checks))
                    Interlocked.Increment(ref wrong);
            }
        }
    }

    private static byte[] Bytes(uint address) => [(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address];

    private static async Task<bool> SessionAsync(IPEndPoint server, IPAddress client)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        var buffer = new byte[1024];
        await SayAsync(socket, $"PROXY TCP4 {client} 127.0.0.1 40000 25\r\n");
        await HearAsync(socket, buffer, '2');
        await SayAsync(socket, "EHLO mail.sender.example\r\n");
        await HearAsync(socket, buffer, '2');
        await SayAsync(socket, "MAIL FROM:<a@sender.example>\r\n");
        await HearAsync(socket, buffer, '2');
        await SayAsync(socket, "RCPT TO:<user@site.example>\r\n");
        var refused = await HearAsync(socket, buffer, null) == '5';
        await SayAsync(socket, "QUIT\r\n");
        await HearAsync(socket, buffer, '2');
        return refused;
    }

    private static async Task SayAsync(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text));

    private static async Task<char> HearAsync(Socket socket, byte[] buffer, char? expected)
    {
        for (var length = 0; ;)
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (more == 0)
                throw new IOException("The mail server has closed the connection.");
            length += more;
            if (!IsWhole(buffer.AsSpan(0, length)))
                continue;
            if (expected is { } wanted && buffer[0] != wanted)
                throw new IOException("The mail server said " + Encoding.ASCII.GetString(buffer, 0, length));
            return (char)buffer[0];
        }
    }

    // The last line of a reply has a blank behind its code.
    private static bool IsWhole(ReadOnlySpan<byte> reply)
    {
        if (reply.Length < 5 || reply[^1] != '\n')
            return false;
        var line = reply[(reply[..^1].LastIndexOf((byte)'\n') + 1)..];
        return line.Length > 3 && line[3] == ' ';
    }
}
