using System.Collections.Generic;
using System.Globalization;
using System.Text;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Administration.Import;

/// <summary>
/// Masks of programs in which all bits of a mask must be set (Exim's &amp;, Rspamd's returnbits), said in IpBlock's words, in which one bit in
/// common is enough.
/// </summary>
internal static class MaskCodes
{
    private const uint LastThreeOctets = 0x00FFFFFF;

    /// <summary>
    /// Several masks of which one must fit. When each has one bit they are one mask; a mask of several bits becomes the pattern of all codes that
    /// have them. False when a text is no mask, or has no bit to look at.
    /// </summary>
    public static bool TryRead(IEnumerable<string> masks, out string? mask, List<string> patterns)
    {
        var single = 0u;
        mask = null;
        foreach (var text in masks)
        {
            var trimmed = text.Trim();
            if (!Address.TryParseIPv4(trimmed, 0, trimmed.Length, out var bits))
                return false;

            // Every answer begins with 127, so a mask that asks for another bit there fits none.
            if ((bits >> 24 & ~127u) != 0 || (bits &= LastThreeOctets) == 0)
                return false;
            if ((bits & (bits - 1)) == 0)
                single |= bits;
            else
                patterns.Add(PatternOf(bits));
        }

        mask = single == 0 ? null : new ReturnCode(single).ToString();
        return mask is not null || patterns.Count > 0;
    }

    private static string PatternOf(uint bits)
    {
        var pattern = new StringBuilder("127");
        for (var shift = 16; shift >= 0; shift -= 8)
            pattern.Append('.').Append(OctetsWith(bits >> shift & 255));
        return pattern.ToString();
    }

    private static string OctetsWith(uint bits)
    {
        if (bits == 0)
            return "[0..255]";
        var values = new List<string>();
        for (var value = bits; value <= 255; value++)
        {
            if ((value & bits) == bits)
                values.Add(value.ToString(CultureInfo.InvariantCulture));
        }

        return "[" + string.Join(";", values) + "]";
    }
}
