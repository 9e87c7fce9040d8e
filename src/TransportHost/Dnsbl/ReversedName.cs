using System;
using System.Globalization;
using System.Linq;
using System.Net;

namespace IpBlock.TransportHost.Dnsbl;

/// <summary>The names under which a list keeps addresses (RFC 5782 §2.1 and §2.4).</summary>
internal static class ReversedName
{
    public static IPAddress? Parse(string name)
    {
        var labels = name.Split('.');
        return labels.Length switch
        {
            4 => IPv4(labels),
            32 => IPv6(labels),
            _ => null,
        };
    }

    private static IPAddress? IPv4(string[] labels)
    {
        var octets = new byte[4];
        for (var i = 0; i < 4; i++)
        {
            var isNumber = byte.TryParse(labels[3 - i], NumberStyles.None, CultureInfo.InvariantCulture, out octets[i]);
            if (!isNumber || (labels[3 - i].Length > 1 && labels[3 - i][0] == '0'))
                return null;
        }

        return new IPAddress(octets);
    }

    private static IPAddress? IPv6(string[] labels) =>
        labels.All(label => label.Length == 1 && char.IsAsciiHexDigit(label[0]))
            ? new IPAddress(Convert.FromHexString(string.Concat(labels.Reverse())))
            : null;
}
