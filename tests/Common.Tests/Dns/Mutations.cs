using System;

namespace IpBlock.Tests.Dns;

/// <summary>A good packet made bad: bytes changed, cut off, doubled or added.</summary>
internal static class Mutations
{
    private static readonly byte[] Nasty = [0, 1, 12, 63, 64, 0x7F, 0x80, 0xC0, 0xFF];

    public static byte[] Of(byte[] packet, Random random)
    {
        var bad = (byte[])packet.Clone();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            if (bad.Length > 0)
                bad[random.Next(bad.Length)] = random.Next(2) == 0 ? Nasty[random.Next(Nasty.Length)] : (byte)random.Next(256);
        }

        return random.Next(4) switch
        {
            0 => bad[..random.Next(bad.Length + 1)],
            1 => [.. bad, .. bad[random.Next(bad.Length)..]],
            _ => bad,
        };
    }
}
