using System;
using System.Linq;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Fuzzing.Dns;

/// <summary>
/// Makes answers to a query that are nearly right. It knows what the bytes mean: counts, lengths, compression pointers, types, the OPT record and the bits of the header are changed where they stand,
/// because bytes changed at random seldom get past the header.
/// </summary>
internal sealed class AnswerMutator(Random random)
{
    private static readonly RecordType[] Types = [RecordType.A, RecordType.Ns, RecordType.Cname, RecordType.Soa, RecordType.Ptr, RecordType.Txt, RecordType.Aaaa, RecordType.Opt, (RecordType)39, (RecordType)46];
    private static readonly byte[] Nasty = [0, 1, 4, 12, 16, 41, 63, 64, 0x7F, 0x80, 0xC0, 0xC1, 0xFF];

    /// <summary>One datagram; of up to 65,507 bytes, and now and then of none.</summary>
    public byte[] Next(WireQuery query)
    {
        if (random.Next(50) == 0)
            return Noise(random.Next(60) == 0 ? 65_507 : random.Next(64));
        var packet = Compose(query);
        for (var changes = random.Next(4); changes > 0; changes--)
            packet = Change(packet, query);
        if (random.Next(8) == 0)
            packet = packet[..random.Next(packet.Length + 1)];
        if (random.Next(40) == 0)
            packet = [.. packet, .. Noise(random.Next(60_000))];
        return packet.Length > 65_507 ? packet[..65_507] : packet;
    }

    private byte[] Compose(WireQuery query)
    {
        var message = new WireMessage(query, (ResponseCode)(random.Next(3) == 0 ? random.Next(16) : random.Next(2) * 3));
        message.Flags(random.Next(2) == 0, random.Next(4) != 0);
        for (var records = random.Next(5) == 0 ? random.Next(400) : random.Next(4); records > 0; records--)
            message.Answer(Owner(query, (int)message.Length), Record(query), (uint)random.Next());
        for (var records = random.Next(3); records > 0; records--)
            message.Authority("example", random.Next(2) == 0 ? WireRecord.Soa("example", (uint)random.Next()) : WireRecord.Ns("ns.example"), 300);
        if (random.Next(2) == 0)
            message.Edns(random.Next(3) == 0 ? random.Next(256) : 0);
        if (random.Next(6) == 0)
            message.Truncated();
        return message.ToArray();
    }

    private byte[] Owner(WireQuery query, int at) => random.Next(6) switch
    {
        0 => [0xC0, (byte)random.Next(256)],
        1 => [(byte)(0xC0 | at >> 8), (byte)at],
        2 => [1, (byte)'a', (byte)(0xC0 | at >> 8), (byte)at],
        3 => WireName.Encode("alias" + random.Next(4) + ".example"),
        4 => [0xC0, 12],
        _ => WireName.Encode(query.Name),
    };

    private WireRecord Record(WireQuery query) => random.Next(7) switch
    {
        0 => WireRecord.Cname("alias" + random.Next(4) + ".example"),
        1 => WireRecord.Cname(query.Name),
        2 => WireRecord.Txt(new string('x', random.Next(600))),
        3 => new WireRecord(query.Type, Noise(random.Next(40))),
        4 => new WireRecord(Types[random.Next(Types.Length)], Noise(random.Next(300))),
        _ => query.Type == RecordType.Txt ? WireRecord.Txt("reason") : query.Type == RecordType.Ptr ? WireRecord.Ptr("host.example") : WireRecord.A("127.0.0.2"),
    };

    private byte[] Change(byte[] packet, WireQuery query)
    {
        if (packet.Length < 12)
            return packet;
        var behind = 12 + query.Question.Length;
        switch (random.Next(7))
        {
            case 0: // a count
                packet[4 + random.Next(8)] = Nasty[random.Next(Nasty.Length)];
                break;
            case 1: // flags and code, but for the bit that makes it an answer
                packet[2 + random.Next(2)] ^= (byte)(1 << random.Next(7));
                break;
            case 2 when packet.Length > behind: // lengths, types, pointers and whatever else stands behind the question
                packet[random.Next(behind, packet.Length)] = Nasty[random.Next(Nasty.Length)];
                break;
            case 3 when packet.Length > behind + 12: // the length of the first record
                (packet[behind + 10], packet[behind + 11]) = ((byte)random.Next(256), (byte)random.Next(256));
                break;
            case 4: // a piece twice
                var from = random.Next(12, packet.Length + 1);
                packet = [.. packet[..from], .. packet.Skip(from).Take(random.Next(64)), .. packet[from..]];
                break;
            case 5: // the question
                packet[random.Next(12, Math.Min(packet.Length, behind) + 1) - 1] ^= 0x20;
                break;
            default: // a bit anywhere
                packet[random.Next(packet.Length)] ^= (byte)(1 << random.Next(8));
                break;
        }

        return packet;
    }

    private byte[] Noise(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
