using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace IpBlock.TransportHost.Dnsbl;

/// <summary>One listing.</summary>
internal sealed record DnsblEntry(IPNetwork Network, IPAddress[] Codes, string Text)
{
    public static DnsblEntry? Parse(string network, string codes, string text)
    {
        var parsed = codes.Split(',').Select(code => IPAddress.TryParse(code, out var address) ? address : IPAddress.None).ToArray();
        if (!TryParse(network, out var range) || parsed.Any(code => code.Equals(IPAddress.None) || code.AddressFamily != AddressFamily.InterNetwork))
            return null;
        return new DnsblEntry(range, parsed, text);
    }

    private static bool TryParse(string text, out IPNetwork range)
    {
        if (text.Contains('/', System.StringComparison.Ordinal))
            return IPNetwork.TryParse(text, out range);
        range = default;
        if (!IPAddress.TryParse(text, out var address))
            return false;
        range = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
        return true;
    }
}
