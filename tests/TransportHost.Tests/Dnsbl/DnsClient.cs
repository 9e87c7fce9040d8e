using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.TransportHost.Dnsbl;

/// <summary>As much of a resolver as the tests need: it shows a reply as text.</summary>
internal static class DnsClient
{
    public static byte[] Query(string name, int type, bool edns = false, int @class = 1)
    {
        var packet = new List<byte> { 0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, (byte)(edns ? 1 : 0) };
        foreach (var label in name.Split('.'))
            packet.AddRange([(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]);
        packet.AddRange([0, (byte)(type >> 8), (byte)type, (byte)(@class >> 8), (byte)@class]);
        if (edns)
            packet.AddRange([0, 0, 41, 0x10, 0, 0, 0, 0, 0, 0, 0]);
        return packet.ToArray();
    }

    public static async Task<byte[]> Send(IPEndPoint server, params byte[][] packets)
    {
        using var client = new UdpClient(server.AddressFamily);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        foreach (var packet in packets)
            await client.SendAsync(packet, server, patience.Token);
        return (await client.ReceiveAsync(patience.Token)).Buffer;
    }

    public static async Task<string> Ask(DnsblServer server, string name, int type = 1, bool edns = false, int @class = 1) =>
        Show(await Send(server.EndPoint, Query(name, type, edns, @class)));

    public static string Show(byte[] reply)
    {
        var at = 12;
        Skip(reply, ref at);
        at += 4;
        var records = BinaryPrimitives.ReadUInt16BigEndian(reply.AsSpan(6)) + BinaryPrimitives.ReadUInt16BigEndian(reply.AsSpan(8));
        var additional = BinaryPrimitives.ReadUInt16BigEndian(reply.AsSpan(10));
        var text = $"rcode={reply[3] & 15} aa={(reply[2] >> 2) & 1} tc={(reply[2] >> 1) & 1} opt={additional}";
        return text + string.Concat(Enumerable.Range(0, records).Select(_ => " " + Record(reply, ref at)));
    }

    private static string Record(byte[] reply, ref int at)
    {
        Skip(reply, ref at);
        var type = reply[at + 1];
        var ttl = BinaryPrimitives.ReadInt32BigEndian(reply.AsSpan(at + 4));
        var data = reply.AsSpan(at + 10, BinaryPrimitives.ReadUInt16BigEndian(reply.AsSpan(at + 8)));
        at += 10 + data.Length;
        return type switch
        {
            1 => $"A({ttl},{new IPAddress(data)})",
            6 => $"SOA({ttl},min={BinaryPrimitives.ReadInt32BigEndian(data[^4..])})",
            16 => $"TXT({ttl},{data.Length}:{Encoding.ASCII.GetString(data[1..Math.Min(data.Length, 30)])})",
            _ => $"TYPE{type}",
        };
    }

    private static void Skip(byte[] reply, ref int at)
    {
        for (; reply[at] is > 0 and < 64; at += reply[at] + 1)
        {
        }

        at += reply[at] == 0 ? 1 : 2;
    }
}
