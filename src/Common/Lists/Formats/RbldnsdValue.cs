using System.Globalization;
using IpBlock.Addresses;

namespace IpBlock.Lists.Formats;

/// <summary>What stands behind an address in data of rbldnsd: <c>:127.0.0.4:text</c>, <c>:4:text</c>, or text alone.</summary>
internal static class RbldnsdValue
{
    public const string Cure = "the A record between the colons is invalid; write :127.0.0.2: or :2:";

    public static bool TryRead(string text, uint otherwise, out uint code)
    {
        code = otherwise;
        if (text.Length == 0 || text[0] != ':')
            return true;
        var second = text.IndexOf(':', 1);
        var record = second < 0 ? text.Substring(1).TrimEnd() : text.Substring(1, second - 1);
        if (record.Length == 0)
            return true;
        if (byte.TryParse(record, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            code = 0x7F00_0000u | last;
            return true;
        }

        var read = Address.TryParse(record, out var address) && address.IsIPv4;
        code = read ? address.IPv4 : otherwise;
        return read;
    }
}
