using System.Text;

namespace IpBlock.Addresses;

/// <summary>
/// The labels under which DNS files an address: the octets of IPv4 in decimal, the 32 nibbles of IPv6 in hexadecimal, last one first
/// (RFC 5782 §2.1 and §2.4 for block lists, RFC 1035 §3.5 and RFC 3596 §2.5 for reverse names). Written in wire form, each label
/// with its length in front and no final zero, so that the zone's own labels can follow.
/// </summary>
public static class ReversedName
{
    /// <summary>The most bytes that an address takes: 32 nibbles of two bytes.</summary>
    public const int MaxLength = 64;

    /// <summary>Writes the labels of <paramref name="address"/> at <paramref name="offset"/> and returns the offset behind them.</summary>
    public static int Write(Address address, byte[] buffer, int offset)
    {
        if (!address.IsIPv4)
            return WriteNibbles(address.High, address.Low, buffer, offset);
        var bits = address.IPv4;
        for (var i = 0; i < 4; i++, bits >>= 8)
            offset = WriteDecimal((byte)bits, buffer, offset);
        return offset;
    }

    /// <summary>
    /// Writes the nibbles even of a mapped address. The RFC 5782 §5 test entries of an IPv6 list are <c>::FFFF:7F00:2</c> and
    /// <c>::FFFF:7F00:1</c>, which everywhere else are folded to IPv4: only here they keep their 32 nibbles.
    /// </summary>
    public static int WriteAsIPv6(Address address, byte[] buffer, int offset) => WriteNibbles(address.High, address.Low, buffer, offset);

    /// <summary>Labels as they are printed, each with its dot behind it.</summary>
    internal static string Text(byte[] labels, int length)
    {
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i += labels[i] + 1)
            text.Append(Encoding.ASCII.GetString(labels, i + 1, labels[i])).Append('.');
        return text.ToString();
    }

    private static int WriteNibbles(ulong high, ulong low, byte[] buffer, int offset)
    {
        offset = WriteNibbles(low, buffer, offset);
        return WriteNibbles(high, buffer, offset);
    }

    private static int WriteNibbles(ulong half, byte[] buffer, int offset)
    {
        for (var i = 0; i < 16; i++, half >>= 4)
        {
            var nibble = (int)(half & 15);
            buffer[offset++] = 1;
            buffer[offset++] = (byte)(nibble < 10 ? '0' + nibble : 'a' - 10 + nibble);
        }

        return offset;
    }

    private static int WriteDecimal(byte octet, byte[] buffer, int offset)
    {
        var digits = octet >= 100 ? 3 : octet >= 10 ? 2 : 1;
        buffer[offset] = (byte)digits;
        for (int i = digits, rest = octet; i > 0; i--, rest /= 10)
            buffer[offset + i] = (byte)('0' + rest % 10);
        return offset + 1 + digits;
    }
}
