namespace IpBlock.Lists.Formats;

/// <summary>
/// The line that most lists are made of, an IPv4 address with or without a prefix length and nothing else, read from the bytes. All else, and all that is wrong, is left to
/// the <see cref="LineSyntax"/>, which reads slower and explains.
/// </summary>
internal static class IPv4Line
{
    public static bool TryRead(byte[] bytes, int start, int end, out uint first, out uint last)
    {
        first = last = 0;
        var at = start;
        for (var octet = 0; octet < 4; octet++)
        {
            if (octet > 0 && (at >= end || bytes[at++] != '.'))
                return false;
            if (!TryReadNumber(bytes, ref at, end, out var value) || value > 255)
                return false;
            first = (first << 8) | value;
        }

        var length = 32u;
        if (at < end && bytes[at] == '/')
        {
            at++;
            if (!TryReadNumber(bytes, ref at, end, out length) || length > 32)
                return false;
        }

        while (at < end && bytes[at] is (byte)' ' or (byte)'\t')
            at++;
        var hosts = (uint)(0xFFFF_FFFFUL >> (int)length);
        last = first | hosts;
        return at == end && (first & hosts) == 0;
    }

    private static bool TryReadNumber(byte[] bytes, ref int at, int end, out uint value)
    {
        var begin = at;
        value = 0;
        while (at < end && at - begin < 3)
        {
            var digit = (uint)bytes[at] - '0';
            if (digit > 9)
                break;
            value = value * 10 + digit;
            at++;
        }

        return at > begin && (at - begin == 1 || bytes[begin] != '0');
    }
}
