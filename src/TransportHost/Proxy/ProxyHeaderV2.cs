using System;
using System.Buffers.Binary;
using System.Net;

namespace IpBlock.TransportHost.Proxy;

/// <summary>proxy-protocol.txt §2.2: the binary header.</summary>
internal static class ProxyHeaderV2
{
    private const int Fixed = 16;
    private const int Local = 0x20;
    private const int Proxied = 0x21;

    public static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    public static ProxyHeader Read(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < Fixed)
            return ProxyHeader.Incomplete;
        var length = Fixed + BinaryPrimitives.ReadUInt16BigEndian(octets[14..]);
        if (octets[12] is not Local and not Proxied || length > ProxyHeader.MaxLength)
            return ProxyHeader.Malformed;
        if (octets.Length < length)
            return ProxyHeader.Incomplete;
        return octets[12] == Local ? ProxyHeader.Local(length) : Addresses(octets[Fixed..length], octets[13], length);
    }

    // What follows the addresses are TLVs, which tell nothing that is needed here.
    private static ProxyHeader Addresses(ReadOnlySpan<byte> block, byte family, int length) => family switch
    {
        0x00 => ProxyHeader.Local(length),
        0x11 when block.Length >= 12 => Addresses(block, 4, length),
        0x21 when block.Length >= 36 => Addresses(block, 16, length),
        _ => ProxyHeader.Malformed,
    };

    private static ProxyHeader Addresses(ReadOnlySpan<byte> block, int size, int length)
    {
        var ports = block[(2 * size)..];
        var source = new IPEndPoint(new IPAddress(block[..size]), BinaryPrimitives.ReadUInt16BigEndian(ports));
        var destination = new IPEndPoint(new IPAddress(block[size..(2 * size)]), BinaryPrimitives.ReadUInt16BigEndian(ports[2..]));
        return new ProxyHeader(ProxyStatus.Complete, length, source, destination);
    }
}
