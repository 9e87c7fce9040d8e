using System;
using System.Globalization;

namespace IpBlock.Settings;

/// <summary>
/// A set of values for each of the four octets: 127.0.[0;1].[2..11]. Postfix's manual separates with semicolons, the comment in its
/// ip_match.c shows commas: both are read.
/// </summary>
internal sealed class OctetSets
{
    private const int WordsPerOctet = 4;
    private readonly ulong[] _bits = new ulong[4 * WordsPerOctet];

    private OctetSets()
    {
    }

    public static bool TryParse(string text, out OctetSets? sets, out string? problem)
    {
        sets = null;
        var read = new OctetSets();
        var position = 0;
        for (var octet = 0; octet < 4; octet++)
        {
            problem = null;
            if (octet > 0 && (position >= text.Length || text[position++] != '.'))
                return false;
            if (!read.TryReadOctet(text, ref position, octet, out problem))
                return false;
        }

        problem = null;
        if (position != text.Length)
            return false;
        sets = read;
        return true;
    }

    public bool Contains(uint code) =>
        Has(3, code & 255) && Has(2, (code >> 8) & 255) && Has(1, (code >> 16) & 255) && Has(0, code >> 24);

    public bool TouchesLoopback() => Has(0, 127);

    /// <summary>The only code in the sets (first octet highest); null when there are several.</summary>
    public uint? Single
    {
        get
        {
            uint code = 0;
            for (var octet = 0; octet < 4; octet++)
            {
                if (OnlyValue(octet) is not { } value)
                    return null;
                code = (code << 8) | value;
            }

            return code;
        }
    }

    /// <summary>False when all codes in 127.0.0.0/8 are refusals: the sets are a product, so looking at who is alone in his octet is enough.</summary>
    public bool HoldsUsableCode()
    {
        if (!Has(0, 127))
            return false;
        if (HasOtherThan(1, 0, 255))
            return true;
        if (Has(1, 255) && HasOtherThan(2, 255, 255))
            return true;
        return Has(1, 0) && (HasOtherThan(2, 1, 2) || HasOtherThan(3, 255, 255));
    }

    private bool TryReadOctet(string text, ref int position, int octet, out string? problem)
    {
        problem = null;
        if (position < text.Length && text[position] == '[')
        {
            var end = text.IndexOf(']', position);
            if (end < 0)
            {
                problem = "a closing bracket is missing";
                return false;
            }

            var inside = text.Substring(position + 1, end - position - 1);
            position = end + 1;
            return TryReadBracket(inside, octet, out problem);
        }

        var start = position;
        while (position < text.Length && text[position] is >= '0' and <= '9')
            position++;
        return TryReadValue(text.Substring(start, position - start), out var value, out problem) && Add(octet, value, value);
    }

    private bool TryReadBracket(string inside, int octet, out string? problem)
    {
        problem = null;
        foreach (var part in inside.Split(Separators))
        {
            var dots = part.IndexOf("..", StringComparison.Ordinal);
            if (!TryReadValue(dots < 0 ? part : part.Substring(0, dots), out var first, out problem))
                return false;
            var last = first;
            if (dots >= 0 && !TryReadValue(part.Substring(dots + 2), out last, out problem))
                return false;
            if (last < first)
            {
                problem = $"the range {part.Trim()} is reversed";
                return false;
            }

            Add(octet, first, last);
        }

        return true;
    }

    private static bool TryReadValue(string text, out uint value, out string? problem)
    {
        var trimmed = text.Trim();
        var read = uint.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= 255 && (trimmed.Length == 1 || trimmed[0] != '0');
        problem = read ? null : $"'{trimmed}' is not a number from 0 to 255";
        return read;
    }

    private bool Add(int octet, uint first, uint last)
    {
        for (var value = first; value <= last; value++)
            _bits[octet * WordsPerOctet + (int)(value >> 6)] |= 1ul << (int)(value & 63);
        return true;
    }

    private bool Has(int octet, uint value) => (_bits[octet * WordsPerOctet + (int)(value >> 6)] >> (int)(value & 63) & 1) != 0;

    private uint? OnlyValue(int octet)
    {
        uint? only = null;
        for (uint value = 0; value < 256; value++)
        {
            if (!Has(octet, value))
                continue;
            if (only is not null)
                return null;
            only = value;
        }

        return only;
    }

    private bool HasOtherThan(int octet, uint one, uint other)
    {
        for (uint value = 0; value < 256; value++)
        {
            if (value != one && value != other && Has(octet, value))
                return true;
        }

        return false;
    }

    private static readonly char[] Separators = [';', ','];
}
