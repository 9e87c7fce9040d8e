using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IpBlock.Testing.Dns.Wire;

/// <summary>Names between their text and their wire form, and the names under which lists and reverse zones keep an address.</summary>
public static class WireName
{
    /// <summary>The uncompressed wire form (RFC 1035 §3.1).</summary>
    public static byte[] Encode(string name)
    {
        using var bytes = new MemoryStream();
        foreach (var label in Plain(name).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (label.Length > 63)
                throw new ArgumentException($"A label of '{name}' is longer than 63 bytes.", nameof(name));
            bytes.WriteByte((byte)label.Length);
            bytes.Write(Encoding.Latin1.GetBytes(label));
        }

        bytes.WriteByte(0);
        return bytes.ToArray();
    }

    /// <summary>Lower case and without the final dot: the form in which the kit compares names.</summary>
    public static string Plain(string name) => name.TrimEnd('.').ToLowerInvariant();

    /// <summary>The name under which a list keeps an address: octets (RFC 5782 §2.1) or 32 nibbles (§2.4) in reverse order.</summary>
    public static string Listed(string address, string zone) => Reversed(IPAddress.Parse(address)) + "." + Plain(zone);

    /// <summary>The name of an address in in-addr.arpa or ip6.arpa.</summary>
    public static string Reverse(string address)
    {
        var parsed = IPAddress.Parse(address);
        return Reversed(parsed) + (parsed.AddressFamily == AddressFamily.InterNetwork ? ".in-addr.arpa" : ".ip6.arpa");
    }

    /// <summary>Reads a name at an offset, following compression pointers, and moves the offset behind it.</summary>
    public static string Decode(ReadOnlySpan<byte> message, ref int offset)
    {
        var text = new StringBuilder();
        var position = offset;
        var jumps = 0;
        while (message[position] != 0)
        {
            if (message[position] >= 0xC0)
            {
                if (jumps++ == 0)
                    offset = position + 2;
                if (jumps > 64)
                    throw new FormatException("The compression pointers of a name run in a circle.");
                position = (message[position] & 0x3F) << 8 | message[position + 1];
                continue;
            }

            AppendLabel(text, message.Slice(position + 1, message[position]));
            position += 1 + message[position];
        }

        if (jumps == 0)
            offset = position + 1;
        return text.ToString();
    }

    private static void AppendLabel(StringBuilder text, ReadOnlySpan<byte> label)
    {
        if (text.Length > 0)
            text.Append('.');
        foreach (var b in label)
        {
            if (b is > 0x20 and < 0x7F and not (byte)'.')
                text.Append(char.ToLowerInvariant((char)b));
            else
                text.Append(CultureInfo.InvariantCulture, $"\\{b:000}");
        }
    }

    private static string Reversed(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        Array.Reverse(bytes);
        return bytes.Length == 4
            ? string.Join('.', bytes)
            : string.Join('.', Array.ConvertAll(bytes, b => string.Create(CultureInfo.InvariantCulture, $"{b & 15:x}.{b >> 4:x}")));
    }
}
