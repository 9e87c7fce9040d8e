using System;
using System.Linq;
using System.Net;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;

namespace IpBlock.Tests.Addresses;

/// <summary>Addresses to try things with: random ones, and more often than chance would have it those on an edge.</summary>
internal static class Samples
{
    private static readonly byte[] Edges = [0, 1, 0x7F, 0x80, 0xFE, 0xFF];

    public static Gen<Address> IPv4 { get; } = Bytes(4).Select(bytes => Address.From(new IPAddress(bytes)));

    public static Gen<Address> IPv6 { get; } = Bytes(16).Select(bytes => Address.From(new IPAddress(bytes))).Where(address => !address.IsIPv4);

    public static Gen<Address> Addresses { get; } = IPv4.Or(IPv6);

    /// <summary>Two addresses of one family.</summary>
    public static Gen<(Address Left, Address Right)> Pairs { get; } = IPv4.Two().Or(IPv6.Two()).Select(pair => (pair.Item1, pair.Item2));

    public static Gen<byte[]> Bytes(int count) =>
        Gen.Frequency((2, Gen.Elements(Edges)), (1, Gen.Choose(0, 255).Select(value => (byte)value))).ArrayOf(count);

    public static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);

    /// <summary>The address as a number, by another way than the code under test.</summary>
    public static BigInteger Number(Address address) => new(address.ToIPAddress().GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    /// <summary>The address with that number, or null where its family has none.</summary>
    public static Address? WithNumber(BigInteger number, int bits)
    {
        if (number < 0 || number >= BigInteger.One << bits)
            return null;
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        var address = Address.From(new IPAddress([.. Enumerable.Repeat((byte)0, bits / 8 - bytes.Length), .. bytes]));
        return address.Bits == bits ? address : null;
    }
}
