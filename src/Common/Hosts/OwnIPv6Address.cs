using IpBlock.Addresses;

namespace IpBlock.Hosts;

/// <summary>Finds a client's own IPv6 address in its host name: groups of hexadecimal digits, or the digits backwards as DNS files them.</summary>
internal static class OwnIPv6Address
{
    private const int Groups = 8;

    // A /64, which is what a home gets at least; the other half is chosen by the machine.
    private const int Half = 4;

    public static AddressPart In(string name, Address client)
    {
        var best = AddressPart.None;
        for (var i = 0; i < name.Length; i++)
        {
            if (Hex.Value(name[i]) > 15)
                continue;
            if (GroupsAt(name, i, client, 0) >= Half || GroupsAt(name, i, client, Half) >= Half || NibblesBackwardsAt(name, i, client) >= Half * 4)
                return AddressPart.Whole;
            if (GroupsAt(name, i, client, Groups - 2) == 2 || GroupsAt(name, i, client, 0) == 3)
                best = AddressPart.Some;
        }

        return best;
    }

    /// <summary>How many groups in a row stand here, from the group <paramref name="first"/> on: each with four digits, or without its zeros in front and separated.</summary>
    private static int GroupsAt(string name, int at, Address client, int first)
    {
        var found = 0;
        for (var group = first; group < Groups; group++, found++)
        {
            var value = Nibbles(client, group * 4, 4);
            if (!TakeDigits(name, ref at, value, 4) && !TakeShort(name, ref at, value))
                break;
            if (at < name.Length && name[at] is '-' or '.' or '_')
                at++;
        }

        return found;
    }

    private static bool TakeShort(string name, ref int at, uint value)
    {
        var digits = value > 0xFFF ? 4 : value > 0xFF ? 3 : value > 0xF ? 2 : 1;
        var end = at;
        if ((at > 0 && Hex.Value(name[at - 1]) <= 15) || !TakeDigits(name, ref end, value, digits) || (end < name.Length && Hex.Value(name[end]) <= 15))
            return false;
        at = end;
        return true;
    }

    private static bool TakeDigits(string name, ref int at, uint value, int digits)
    {
        if (at + digits > name.Length)
            return false;
        for (var i = digits - 1; i >= 0; i--, value >>= 4)
        {
            if (Hex.Value(name[at + i]) != (value & 15))
                return false;
        }

        at += digits;
        return true;
    }

    private static int NibblesBackwardsAt(string name, int at, Address client)
    {
        var found = 0;
        for (; found < 32 && at < name.Length && Hex.Value(name[at]) == Nibbles(client, 31 - found, 1); found++)
        {
            at++;
            if (at < name.Length && name[at] is '-' or '.')
                at++;
        }

        return found;
    }

    // A group never spans the two halves.
    private static uint Nibbles(Address client, int first, int count)
    {
        var half = first < 16 ? client.High : client.Low;
        return (uint)(half >> 64 - 4 * (first % 16 + count)) & ((1u << 4 * count) - 1);
    }
}
