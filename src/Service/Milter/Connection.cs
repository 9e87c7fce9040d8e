using System;
using System.Buffers.Binary;
using IpBlock.Addresses;

namespace IpBlock.Service.Milter;

/// <summary>The client as CONNECT describes it; without an address when it did not come over IP, or the server does not know whence.</summary>
internal readonly record struct Connection(Address? Client, int Port, string Name)
{
    // RFC 1035 §2.3.4.
    private const int MaxName = 255;

    // "IPv6:" and 45 characters (an IPv6 address that ends in dotted IPv4), with room for a scope.
    private const int MaxAddress = 64;

    /// <summary>False when the packet is malformed. An address that is none is not: the client is let through.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out Connection connection)
    {
        connection = default;
        var words = new Words(data);
        if (!words.TryTake(out var name) || words.AtEnd)
            return false;
        var family = words.Rest[0];
        if (family is not ((byte)'4' or (byte)'6'))
            // 'L' has a path and 'U' has nothing: Sendmail's "unknown", as with sendmail -bs and with Postfix's local pickup.
            return true;
        if (words.Rest.Length < 3)
            return false;
        var port = BinaryPrimitives.ReadUInt16BigEndian(words.Rest[1..]);
        var address = new Words(words.Rest[3..]);
        if (!address.TryTake(out var text))
            return false;
        connection = new Connection(AddressOf(Words.Text(text, MaxAddress)), port, NameOf(Words.Text(name, MaxName)));
        return true;
    }

    /// <summary>The client's name; empty where it has none, for which Postfix says unknown and Sendmail its address in brackets.</summary>
    public static string NameOf(string text) => text is "unknown" || text.StartsWith('[') ? "" : text;

    // Sendmail 8.17 writes IPv6:2001:db8::1, Postfix 3.7 2001:db8::1, and others have been seen to put brackets around it.
    public static Address? AddressOf(string text)
    {
        var bare = text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
        if (bare.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase))
            bare = bare[5..];
        var scope = bare.IndexOf('%', StringComparison.Ordinal);
        return Address.TryParse(scope < 0 ? bare : bare[..scope], out var address) ? address : null;
    }
}
