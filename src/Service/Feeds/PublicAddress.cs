using System;
using System.Net;
using System.Net.Sockets;

namespace IpBlock.Service.Feeds;

/// <summary>Tells addresses of the internet from those of this machine, the local network, and no network at all (IANA's registries of special-purpose addresses).</summary>
internal static class PublicAddress
{
    public static bool Is(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            address.TryWriteBytes(bytes, out _);
            return IsV4(bytes[..4]);
        }

        address.TryWriteBytes(bytes, out _);
        if (Carried(bytes) is { Length: 4 } inner)
            return IsV4(inner);

        // Global unicast is 2000::/3; of it 2001::/23 is for protocols (Teredo leads into tunnels).
        return bytes[0] >> 5 == 1 && !(bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 2);
    }

    // An IPv4 address within: mapped and compatible (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056).
    private static byte[]? Carried(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> nat64 = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0];
        var isMapped = bytes[..10].IndexOfAnyExcept((byte)0) < 0 && (bytes[10], bytes[11]) is (0xFF, 0xFF) or (0, 0);
        if (isMapped || bytes[..12].SequenceEqual(nat64))
            return bytes[12..].ToArray();
        return bytes[0] == 0x20 && bytes[1] == 0x02 ? bytes.Slice(2, 4).ToArray() : null;
    }

    private static bool IsV4(ReadOnlySpan<byte> bytes) => (bytes[0], bytes[1]) switch
    {
        (0 or 10 or 127 or >= 224, _) => false,
        (100, >= 64 and <= 127) => false,
        (169, 254) => false,
        (172, >= 16 and <= 31) => false,
        (192, 168) => false,
        (192, 0) => bytes[2] is not (0 or 2),
        (198, 18 or 19) => false,
        (198, 51) => bytes[2] != 100,
        (203, 0) => bytes[2] != 113,
        _ => true,
    };
}
