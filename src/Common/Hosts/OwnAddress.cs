using IpBlock.Addresses;

namespace IpBlock.Hosts;

/// <summary>How much of a client's address stands in its name.</summary>
internal enum AddressPart
{
    None,

    /// <summary>The end of it, which is what tells one line of a provider from the next.</summary>
    Some,

    /// <summary>All of it; of IPv6, half of it.</summary>
    Whole,
}

/// <summary>
/// Finds a client's own address in its host name: octets in decimal with or without leading zeros, in hexadecimal or as one number, forwards or
/// backwards, with separators or without; of IPv6 groups or digits.
/// </summary>
internal static class OwnAddress
{
    public static AddressPart In(string name, Address client) => client.IsIPv4 ? InDecimal(name, client.IPv4) : OwnIPv6Address.In(name, client);

    private static AddressPart InDecimal(string name, uint address)
    {
        var seen = 0;
        var best = AddressPart.None;
        for (var i = 0; i < name.Length; i++)
        {
            if (BytesAt(name, i, address) || BytesAt(name, i, Backwards(address)))
                return AddressPart.Whole;
            if (!IsDigit(name[i]) || (i > 0 && IsDigit(name[i - 1])))
                continue;
            if (OctetsAt(name, i, address) || OctetsAt(name, i, Backwards(address)) || NumberAt(name, i) == address)
                return AddressPart.Whole;
            if (PairAt(name, i, address >> 8 & 255, address & 255) || PairAt(name, i, address & 255, address >> 8 & 255))
                best = AddressPart.Some;
            seen |= OctetsThatAre(NumberAt(name, i), address);
        }

        // Apart, and in whatever order: lfbn-lyo-1-34-78.w12-56.abo.wanadoo.fr is 12.56.34.78.
        return seen == 15 ? AddressPart.Whole : best;
    }

    private static bool OctetsAt(string name, int at, uint address)
    {
        for (var octet = 24; octet >= 0; octet -= 8)
        {
            if (!TakeOctet(name, ref at, address >> octet & 255))
                return false;
            if (octet > 0)
                SkipSeparator(name, ref at);
        }

        return EndsAt(name, at);
    }

    // The last two octets are what tells one line from the next where a provider has a few networks.
    private static bool PairAt(string name, int at, uint one, uint other)
    {
        if (!TakeOctet(name, ref at, one) || !EndsAt(name, at))
            return false;
        SkipSeparator(name, ref at);
        return TakeOctet(name, ref at, other) && EndsAt(name, at);
    }

    private static bool EndsAt(string name, int at) => at == name.Length || !IsDigit(name[at]);

    private static bool TakeOctet(string name, ref int at, uint octet) => TakeDigits(name, ref at, octet, 3) || TakeDigits(name, ref at, octet, octet >= 100 ? 3 : octet >= 10 ? 2 : 1);

    private static bool TakeDigits(string name, ref int at, uint octet, int digits)
    {
        if (at + digits > name.Length)
            return false;
        for (var i = digits - 1; i >= 0; i--, octet /= 10)
        {
            if (name[at + i] != '0' + octet % 10)
                return false;
        }

        at += digits;
        return true;
    }

    private static void SkipSeparator(string name, ref int at)
    {
        if (at < name.Length && name[at] is '-' or '.' or '_' or 'x')
            at++;
    }

    private static bool BytesAt(string name, int at, uint address)
    {
        for (var octet = 24; octet >= 0; octet -= 8)
        {
            if (at + 2 > name.Length || Hex.Value(name[at]) != (address >> octet + 4 & 15) || Hex.Value(name[at + 1]) != (address >> octet & 15))
                return false;
            at += 2;
            if (octet > 0 && at < name.Length && name[at] is '-' or '.')
                at++;
        }

        return true;
    }

    // ulong.MaxValue for what is too long to be an address.
    private static ulong NumberAt(string name, int at)
    {
        ulong value = 0;
        for (var digits = 0; at < name.Length && IsDigit(name[at]); at++, digits++)
        {
            if (digits == 12)
                return ulong.MaxValue;
            value = value * 10 + (uint)(name[at] - '0');
        }

        return value;
    }

    private static int OctetsThatAre(ulong value, uint address)
    {
        var octets = 0;
        for (var octet = 0; octet < 4; octet++)
            octets |= value == (address >> 24 - 8 * octet & 255) ? 1 << octet : 0;
        return octets;
    }

    private static uint Backwards(uint address) => address << 24 | (address & 0xFF00) << 8 | (address >> 8 & 0xFF00) | address >> 24;

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
