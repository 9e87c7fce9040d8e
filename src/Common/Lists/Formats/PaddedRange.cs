using System.Globalization;
using IpBlock.Addresses;

namespace IpBlock.Lists.Formats;

/// <summary>IPv4 ranges whose octets may be filled up with zeros to three digits: these formats define them as decimal.</summary>
internal static class PaddedRange
{
    public static bool TryParse(string text, out AddressRange range, out string? reason)
    {
        range = default;
        reason = null;
        var dash = text.IndexOf('-');
        if (dash < 0 || !TryAddress(text.Substring(0, dash), out var first) || !TryAddress(text.Substring(dash + 1), out var last))
            reason = $"'{text.Trim()}' is not a range of two IPv4 addresses";
        else if (last < first)
            reason = "the first address is higher than the last";
        else
            range = AddressRange.Between(Address.FromIPv4(first), Address.FromIPv4(last));
        return reason is null;
    }

    private static bool TryAddress(string text, out uint bits)
    {
        bits = 0;
        var octets = text.Trim().Split('.');
        foreach (var octet in octets)
        {
            if (octet.Length > 3 || !byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return false;
            bits = (bits << 8) | value;
        }

        return octets.Length == 4;
    }
}
