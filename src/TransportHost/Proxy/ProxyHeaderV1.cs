using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IpBlock.TransportHost.Proxy;

/// <summary>proxy-protocol.txt §2.1: one line of text.</summary>
internal static class ProxyHeaderV1
{
    // "PROXY UNKNOWN" with two IPv6 addresses and two ports.
    private const int MaxLength = 107;

    public static ReadOnlySpan<byte> Signature => "PROXY "u8;

    public static ProxyHeader Read(ReadOnlySpan<byte> octets)
    {
        var end = octets.IndexOf("\r\n"u8);
        if (end < 0)
            return octets.Length < MaxLength ? ProxyHeader.Incomplete : ProxyHeader.Malformed;
        var length = end + 2;
        if (length > MaxLength)
            return ProxyHeader.Malformed;
        var words = Encoding.Latin1.GetString(octets[..end]).Split(' ');
        return words[1] switch
        {
            "UNKNOWN" => ProxyHeader.Local(length),
            "TCP4" => Read(words, AddressFamily.InterNetwork, length),
            "TCP6" => Read(words, AddressFamily.InterNetworkV6, length),
            _ => ProxyHeader.Malformed,
        };
    }

    private static ProxyHeader Read(string[] words, AddressFamily family, int length)
    {
        if (words.Length != 6)
            return ProxyHeader.Malformed;
        var source = EndPoint(words[2], words[4], family);
        var destination = EndPoint(words[3], words[5], family);
        return source == null || destination == null
            ? ProxyHeader.Malformed
            : new ProxyHeader(ProxyStatus.Complete, length, source, destination);
    }

    private static IPEndPoint? EndPoint(string address, string port, AddressFamily family)
    {
        // IPAddress.TryParse takes "1" for 0.0.0.1 and "[::1]" with its brackets.
        var isWhole = family == AddressFamily.InterNetwork ? address.Split('.').Length == 4 : !address.StartsWith('[');
        return isWhole
            && IPAddress.TryParse(address, out var parsed)
            && parsed.AddressFamily == family
            && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new IPEndPoint(parsed, number)
                : null;
    }
}
