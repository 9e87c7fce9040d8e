using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Fuzzing.Milter;

/// <summary>SMTP sessions as packets, with damage to their order, their insides, and their lengths.</summary>
internal static class MilterInput
{
    private static readonly string[] Words =
    [
        "mail.sender.example", "192.0.2.7", "IPv6:2001:db8::1", "[192.0.2.7]", "<user@site.example>", "<@relay.example:user@site.example>", "NOTIFY=NEVER", "i", "{auth_authen}", "{daemon_port}", "{daemon_addr}",
        "25", "999999999999", "", "<>", "%s%n", "\u00ff\u0080", "{", "}", "a{b", "fe80::1%eth0", new string('x', 600),
    ];

    public static byte[] Make(Random random)
    {
        var packets = new List<byte[]>();
        if (random.Next(30) > 0)
            packets.Add(random.Next(10) == 0 ? MilterPacket.Of('O', Bytes(random, random.Next(20))) : MilterPacket.Offer);
        for (var sessions = random.Next(1, 4); sessions > 0; sessions--)
            Session(packets, random);
        for (var changes = random.Next(4); changes > 0; changes--)
            Reorder(packets, random);
        foreach (var packet in packets.Where(_ => random.Next(12) == 0))
            Damage(packet, random);
        return [.. packets.SelectMany(static packet => packet)];
    }

    private static void Session(List<byte[]> packets, Random random)
    {
        packets.Add(Macros('C', random));
        packets.Add(MilterPacket.Connect(random.Next(2) == 0 ? "192.0.2.7" : "198.51.100.1"));
        packets.Add(MilterPacket.Of('H', Word(random) + "\0"));
        for (var messages = random.Next(1, 4); messages > 0; messages--)
        {
            packets.Add(Macros('M', random));
            packets.Add(MilterPacket.Of('M', "<a@sender.example>\0" + Word(random) + "\0"));
            for (var recipients = random.Next(4); recipients > 0; recipients--)
                packets.Add(MilterPacket.Of('R', Word(random) + "\0" + (random.Next(3) == 0 ? Word(random) + "\0" : "")));
            packets.Add(MilterPacket.Of('T', ""));
            packets.Add(MilterPacket.Of('L', "Subject\0" + Word(random) + "\0"));
            packets.Add(MilterPacket.Of('N', ""));
            packets.Add(MilterPacket.Of('B', new string('b', random.Next(20) == 0 ? random.Next(100_000) : random.Next(200))));
            packets.Add(MilterPacket.Of(random.Next(5) == 0 ? 'A' : 'E', ""));
        }

        packets.Add(MilterPacket.Of(random.Next(3) == 0 ? 'Q' : 'K', ""));
    }

    private static byte[] Macros(char command, Random random) =>
        MilterPacket.Of('D', command + string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Word(random) + "\0" + (random.Next(15) == 0 ? "" : Word(random) + "\0"))));

    private static void Reorder(List<byte[]> packets, Random random)
    {
        var (from, to) = (random.Next(packets.Count), random.Next(packets.Count));
        switch (random.Next(4))
        {
            case 0:
                (packets[from], packets[to]) = (packets[to], packets[from]);
                break;
            case 1 when packets.Count > 1:
                packets.RemoveAt(from);
                break;
            case 2:
                packets.InsertRange(to, Enumerable.Repeat(packets[from], random.Next(1, 50)));
                break;
            default:
                packets.Insert(to, MilterPacket.Of((char)random.Next(256), Bytes(random, random.Next(40))));
                break;
        }
    }

    // Arrays are shared between places, so that one damage may be seen several times; the length may then be a lie.
    private static void Damage(byte[] packet, Random random)
    {
        var at = random.Next(3) == 0 ? random.Next(4) : random.Next(packet.Length);
        packet[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(packet[at] ^ (1 << random.Next(8)));
    }

    private static string Bytes(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)random.Next(256)));

    private static string Word(Random random) => Words[random.Next(Words.Length)];
}
