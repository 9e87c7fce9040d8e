using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace IpBlock.Service.Tests.Milter;

/// <summary>
/// Packets as people read them: the command, a blank, and the data, of which a NUL is <c>\0</c> and what is not printable <c>\xhh</c>. Coded apart from the product, so that a
/// fault there meets somebody who does not share it.
/// </summary>
internal static class Wire
{
    public static byte[] Packet(string text)
    {
        var data = Unescape(text.Length < 2 ? "" : text[2..]);
        var packet = new byte[5 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(packet, data.Length + 1);
        packet[4] = (byte)text[0];
        data.CopyTo(packet, 5);
        return packet;
    }

    public static byte[] Packets(params IEnumerable<string> texts)
    {
        var all = new List<byte>();
        foreach (var text in texts)
            all.AddRange(Packet(text));
        return [.. all];
    }

    /// <summary>What a stream of packets says, a line each.</summary>
    public static List<string> Read(ReadOnlySpan<byte> stream)
    {
        var lines = new List<string>();
        while (!stream.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(stream);
            lines.Add((char)stream[4] + (length > 1 ? " " + Escape(stream[5..(4 + length)]) : ""));
            stream = stream[(4 + length)..];
        }

        return lines;
    }

    public static byte[] Unescape(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            var escaped = text[i] == '\\';
            bytes.Add(!escaped ? (byte)text[i] : (byte)(text[i + 1] switch
            {
                '0' => 0,
                'r' => (byte)'\r',
                'n' => (byte)'\n',
                '\\' => (byte)'\\',
                _ => byte.Parse(text.AsSpan(i + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            }));
            i += !escaped ? 0 : text[i + 1] == 'x' ? 3 : 1;
        }

        return [.. bytes];
    }

    private static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var b in bytes)
        {
            text.Append(b switch
            {
                0 => "\\0",
                (byte)'\r' => "\\r",
                (byte)'\n' => "\\n",
                (byte)'\\' => "\\\\",
                < 32 or > 126 => "\\x" + b.ToString("x2"),
                _ => ((char)b).ToString(),
            });
        }

        return text.ToString();
    }
}
