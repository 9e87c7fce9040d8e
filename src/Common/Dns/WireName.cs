namespace IpBlock.Dns;

/// <summary>
/// Reads names out of a packet. Whoever sent it may be hostile: a pointer must point behind itself, ever further back (so that no
/// chain of pointers has an end but the start of the packet), and no name grows beyond its 255 bytes.
/// </summary>
internal static class WireName
{
    /// <summary>The offset behind the name at <paramref name="offset"/>, or -1 if there is none.</summary>
    public static int Skip(byte[] packet, int end, int offset)
    {
        while (offset < end)
        {
            var length = packet[offset];
            if (length == 0)
                return offset + 1;
            if (length >= 0xC0)
                return offset + 2 <= end ? offset + 2 : -1;
            if (length > 63) // RFC 1035 §4.1.4: 01 and 10 are reserved
                return -1;
            offset += 1 + length;
        }

        return -1;
    }

    /// <summary>Unpacks the name in lower case into <paramref name="name"/> (255 bytes) and returns its length, or -1.</summary>
    public static int Expand(byte[] packet, int end, int offset, byte[] name)
    {
        var written = 0;
        var floor = offset;
        while (offset < end)
        {
            var length = packet[offset];
            if (length >= 0xC0)
            {
                if (offset + 1 >= end)
                    return -1;
                var target = (length & 0x3F) << 8 | packet[offset + 1];
                if (target >= floor)
                    return -1;
                offset = floor = target;
                continue;
            }

            if (length > 63 || written + length + 1 > DnsQuestion.MaxNameLength || offset + 1 + length > end)
                return -1;
            name[written++] = length;
            if (length == 0)
                return written;
            for (var i = 1; i <= length; i++)
                name[written++] = Lower(packet[offset + i]);
            offset += 1 + length;
        }

        return -1;
    }

    /// <summary>True when the uncompressed name at <paramref name="offset"/> is this one, whatever the case of its letters.</summary>
    public static bool Is(byte[] packet, int end, int offset, byte[] name, int length)
    {
        if (offset + length > end)
            return false;
        for (var i = 0; i < length; i++)
        {
            if (packet[offset + i] != name[i] && Lower(packet[offset + i]) != name[i])
                return false;
        }

        return true;
    }

    // Length bytes are below 64 and so are never mistaken for letters.
    private static byte Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value + 32) : value;
}
