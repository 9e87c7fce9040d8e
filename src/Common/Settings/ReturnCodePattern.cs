using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>
/// Which return codes of a list count: one code (<c>127.0.0.2</c>), octets in brackets as Postfix has them (<c>127.0.0.[2..11;14]</c>), a range
/// (<c>127.0.0.2-127.0.0.11</c>) or a CIDR block (<c>127.0.0.0/24</c>).
/// </summary>
public sealed class ReturnCodePattern
{
    private const string Cure = "write 127.0.0.2, 127.0.0.[2..11;14], 127.0.0.2-127.0.0.11 or 127.0.0.0/24";
    private readonly string _text;
    private readonly uint _first;
    private readonly uint _last;
    private readonly OctetSets? _octets;

    private ReturnCodePattern(string text, uint first, uint last, OctetSets? octets)
    {
        _text = text;
        _first = first;
        _last = last;
        _octets = octets;
    }

    /// <summary>
    /// Reads one of the four notations. A pattern that could never match is refused: one that lies outside 127.0.0.0/8, or that holds only codes by
    /// which lists refuse to answer (127.255.255.0/24, and 127.0.1.255 with 127.0.2.255 where they do not stand alone).
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ReturnCodePattern? pattern, out string? reason)
    {
        pattern = null;
        var trimmed = (text ?? "").Trim();
        if (!TryRead(trimmed, out var read, out reason))
            return false;
        reason = read!.WhyUseless();
        if (reason is not null)
            return false;
        pattern = read;
        return true;
    }

    /// <summary>True when the code (first octet highest) is one of these. Allocates nothing.</summary>
    public bool Matches(uint code) => _octets is null ? code - _first <= _last - _first : _octets.Contains(code);

    /// <summary>The code (first octet highest) when the pattern is that one code and no other, however it is written; else null.</summary>
    public uint? Single => _octets is null ? (_first == _last ? _first : null) : _octets.Single;

    /// <summary>As it was written.</summary>
    public override string ToString() => _text;

    private static bool TryRead(string text, out ReturnCodePattern? pattern, out string? reason)
    {
        pattern = null;
        if (text.IndexOf('[') >= 0 || text.IndexOf(']') >= 0)
        {
            if (!OctetSets.TryParse(text, out var sets, out var problem))
                return Fail(text, problem, out reason);
            pattern = new ReturnCodePattern(text, 0, 0, sets);
        }
        else
        {
            if (!TryReadRange(text, out var first, out var last, out var problem))
                return Fail(text, problem, out reason);
            pattern = new ReturnCodePattern(text, first, last, null);
        }

        reason = null;
        return true;
    }

    private static bool TryReadRange(string text, out uint first, out uint last, out string? problem)
    {
        var separator = text.IndexOfAny(Separators);
        last = 0;
        problem = null;
        var left = separator < 0 ? text : text.Substring(0, separator).TrimEnd();
        if (!Address.TryParseIPv4(left, 0, left.Length, out first))
            return false;
        last = first;
        if (separator < 0)
            return true;
        var right = text.Substring(separator + 1).TrimStart();
        return text[separator] == '-' ? TryReadEnd(right, first, out last, out problem) : TryReadPrefix(right, ref first, out last, out problem);
    }

    private static bool TryReadEnd(string text, uint first, out uint last, out string? problem)
    {
        problem = null;
        if (!Address.TryParseIPv4(text, 0, text.Length, out last))
            return false;
        problem = last < first ? "its first code is above its last" : null;
        return problem is null;
    }

    private static bool TryReadPrefix(string text, ref uint first, out uint last, out string? problem)
    {
        last = first;
        problem = "the part after the slash must be a number from 0 to 32";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > 32)
            return false;
        var hostBits = length == 0 ? uint.MaxValue : (1u << (32 - length)) - 1;
        first &= ~hostBits;
        last = first | hostBits;
        problem = null;
        return true;
    }

    private string? WhyUseless()
    {
        if (!(_octets?.TouchesLoopback() ?? Overlaps(0x7F000000, 0x7FFFFFFF)))
            return $"'{_text}' is outside 127.0.0.0/8, the range of all list answers; {Cure}";
        if (Single is { } code ? new ReturnCode(code).CanMatch : _octets?.HoldsUsableCode() ?? (Overlaps(0x7F000000, 0x7F0001FE) || Overlaps(0x7F000200, 0x7F0002FE) || Overlaps(0x7F000300, 0x7FFFFEFF)))
            return null;
        return $"'{_text}' contains only error codes, which are never a match: 127.255.255.0/24 and, unless you write them as single codes, 127.0.1.255 and 127.0.2.255; {Cure}";
    }

    private bool Overlaps(uint first, uint last) => _first <= last && first <= _last;

    private static readonly char[] Separators = ['-', '/'];

    private static bool Fail(string text, string? problem, out string? reason)
    {
        reason = problem is null ? $"'{text}' is not a return code or a pattern of return codes; {Cure}" : $"'{text}': {problem}; {Cure}";
        return false;
    }
}
