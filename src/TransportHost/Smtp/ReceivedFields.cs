using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace IpBlock.TransportHost.Smtp;

/// <summary>Reads the way of a message from its Received fields, the newest first.</summary>
internal static class ReceivedFields
{
    // What servers add is far below this; what a client makes up is not worth more.
    private const int MaxHeader = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly Regex Field = new(
        @"^Received:(?<value>[^\n]*(?:\n[ \t][^\n]*)*)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Limit);

    // RFC 5321 §4.1.3: address literals.
    private static readonly Regex Literal = new(
        @"\[(?:IPv6:)?(?<address>[0-9A-F:.]+)\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Limit);

    /// <summary>The first address that is not internal, or null.</summary>
    public static IPAddress? LastExternalAddress(MemoryStream header, Func<IPAddress, bool> isInternal)
    {
        var text = Encoding.ASCII.GetString(header.GetBuffer(), 0, (int)Math.Min(header.Length, MaxHeader));
        foreach (Match field in Field.Matches(text))
        {
            foreach (Match literal in Literal.Matches(field.Groups["value"].Value))
            {
                if (TryParse(literal.Groups["address"].Value, out var address) && !isInternal(address))
                    return address;
            }
        }

        return null;
    }

    private static bool TryParse(string text, out IPAddress address)
    {
        address = IPAddress.None;
        // IPAddress.TryParse takes "1" for 0.0.0.1.
        if ((text.Split('.').Length != 4 && text.IndexOf(':') < 0) || !IPAddress.TryParse(text, out var parsed))
            return false;
        address = parsed.AddressFamily == AddressFamily.InterNetworkV6 && parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }
}
