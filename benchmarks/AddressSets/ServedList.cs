using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using IpBlock.Addresses;
using IpBlock.Dns;

namespace IpBlock.Benchmarks.AddressSets;

/// <summary>The same list in rbldnsd (ip4trie), asked over UDP by one socket that keeps a hundred questions under way.</summary>
internal static class ServedList
{
    private const int Outstanding = 100;
    private const int MostQuestions = 300_000;

    public static void Measure(byte[] file, uint[] questions)
    {
        if (!File.Exists("/usr/sbin/rbldnsd"))
            return;
        using var list = new LocalBlockList(1, data: Encoding.ASCII.GetString(file));
        var watch = Stopwatch.StartNew();
        var answered = Ask(list, questions.AsSpan(0, MostQuestions));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {"rbldnsd ip4trie, UDP",-26} {list.MemoryBytes / 1e6,6:N2} MB {answered / watch.Elapsed.TotalSeconds / 1e6,8:N2} M look-ups a second; loaded in {list.LoadTime} s"));
    }

    private static int Ask(LocalBlockList list, ReadOnlySpan<uint> questions)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20, ReceiveTimeout = 500 };
        socket.Connect(list.EndPoint);
        var (query, name, answer) = (new byte[DnsQueryMessage.MaxLength], new byte[DnsQuestion.MaxNameLength], new byte[4096]);
        var zone = Encoding.ASCII.GetBytes("\u0003bl0\u0007example\0");
        var received = 0;
        foreach (var burst in questions.ToArray().Chunk(Outstanding))
        {
            foreach (var address in burst)
            {
                var length = ReversedName.Write(Address.FromIPv4(address), name, 0);
                zone.CopyTo(name, length);
                socket.Send(query, 0, DnsQueryMessage.Write(query, 0, (ushort)address, new DnsQuestion(name, length + zone.Length, DnsType.A), edns: false), SocketFlags.None);
            }

            for (var i = 0; i < burst.Length && socket.Receive(answer, 0, answer.Length, SocketFlags.None, out _) > 0; i++)
                received++;
        }

        return received;
    }
}
