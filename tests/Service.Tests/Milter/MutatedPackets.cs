using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace IpBlock.Service.Tests.Milter;

/// <summary>Packets of the transcripts, damaged at random; the same for the same seed.</summary>
internal sealed class MutatedPackets(int seed)
{
    private static readonly byte[][] Sound =
    [
        .. Directory.GetFiles(TestDoor.Transcripts, "*.in").Order(StringComparer.Ordinal).SelectMany(File.ReadLines)
            .Where(line => line.Length > 0 && line[0] != '#').Distinct(StringComparer.Ordinal).Select(Wire.Packet),
    ];

    private static readonly byte[] Telling = [0, 1, 0x7f, 0x80, 0xff, (byte)'<', (byte)'>', (byte)'@', (byte)':', (byte)'{', (byte)'%', (byte)'[', (byte)'4', (byte)'6', (byte)'\r', (byte)'\n'];

    private readonly Random _random = new(seed);

    /// <summary>A packet whose length is right and whose inside may be anything.</summary>
    public byte[] Next()
    {
        var packet = new List<byte>(Sound[_random.Next(Sound.Length)]);
        for (var changes = _random.Next(4); changes > 0; changes--)
            Change(packet);
        var bytes = packet.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
        return bytes;
    }

    /// <summary>Many packets one after another, of which one in ten has a length that is wrong.</summary>
    public byte[] Stream(int packets)
    {
        var stream = new List<byte>(Wire.Packet(@"O \0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff"));
        for (var i = 0; i < packets; i++)
        {
            var packet = Next();
            if (_random.Next(10) == 0)
                packet[_random.Next(4)] ^= (byte)(1 << _random.Next(8));
            stream.AddRange(packet);
        }

        return [.. stream];
    }

    private void Change(List<byte> packet)
    {
        var at = _random.Next(4, packet.Count);
        switch (_random.Next(6))
        {
            case 0:
                packet[at] = Telling[_random.Next(Telling.Length)];
                break;
            case 1:
                packet[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 2 when at > 4:
                packet.RemoveRange(at, packet.Count - at);
                break;
            case 3:
                packet.Insert(at, Telling[_random.Next(Telling.Length)]);
                break;
            case 4 when at > 4:
                packet.RemoveAt(at);
                break;
            default:
                packet.InsertRange(at, packet.Skip(at).Take(_random.Next(1, 200)).ToArray());
                break;
        }
    }
}
