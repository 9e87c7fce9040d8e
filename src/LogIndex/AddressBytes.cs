using System;
using System.Buffers.Binary;
using IpBlock.Addresses;

namespace IpBlock.LogIndex;

/// <summary>Addresses as the index keeps them: 16 bytes, IPv4 in its mapped form, so that a network is a range.</summary>
internal static class AddressBytes
{
    public const int IPv4Network = 15;
    public const int IPv6Network = 6;

    public static byte[] Of(Address address)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, address.High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), address.Low);
        return bytes;
    }

    /// <summary>An address, or the first of a network of which only the bytes that make it are given.</summary>
    public static Address Read(ReadOnlySpan<byte> bytes)
    {
        Span<byte> whole = stackalloc byte[16];
        bytes.CopyTo(whole);
        return new Address(BinaryPrimitives.ReadUInt64BigEndian(whole), BinaryPrimitives.ReadUInt64BigEndian(whole[8..]));
    }
}
