using System;
using System.Buffers.Binary;
using System.Text;

namespace IpBlock.TransportHost.Dnsbl;

/// <summary>A query as far as a block list needs it (RFC 1035 §4.1).</summary>
/// <param name="Name">Without the last dot, in the letters of the client.</param>
/// <param name="Type">QTYPE.</param>
/// <param name="Class">QCLASS.</param>
/// <param name="Opcode">0 for a query.</param>
/// <param name="HasOpt">The client speaks EDNS (RFC 6891).</param>
/// <param name="Length">Octets of header and question, which a reply repeats.</param>
/// <param name="MaxReply">Octets the client takes.</param>
internal sealed record DnsQuestion(string Name, ushort Type, ushort Class, int Opcode, bool HasOpt, int Length, int MaxReply)
{
    private const int Header = 12;
    private const int Opt = 41;

    /// <summary>Null for what is no query or cannot be read: nothing is sent back, so nothing can be reflected.</summary>
    public static DnsQuestion? Parse(ReadOnlySpan<byte> packet)
    {
        var isQuery = packet.Length > Header && (packet[2] & 0x80) == 0 && BinaryPrimitives.ReadUInt16BigEndian(packet[4..]) == 1;
        if (!isQuery || ReadName(packet[Header..], out var length) is not { } name || packet.Length < Header + length + 4)
            return null;
        var end = Header + length + 4;
        var type = BinaryPrimitives.ReadUInt16BigEndian(packet[(end - 4)..]);
        var @class = BinaryPrimitives.ReadUInt16BigEndian(packet[(end - 2)..]);
        var size = EdnsSize(packet[end..]);
        return new DnsQuestion(name, type, @class, (packet[2] >> 3) & 15, size > 0, end, Math.Max(size, 512));
    }

    private static string? ReadName(ReadOnlySpan<byte> octets, out int length)
    {
        var name = new StringBuilder();
        for (length = 0; length < octets.Length && length < 255;)
        {
            var label = octets[length++];
            if (label == 0)
                return name.ToString();
            // A question is the first name of a message: there is nothing a pointer could point to.
            if (label > 63 || length + label > octets.Length)
                return null;
            name.Append(name.Length == 0 ? "" : ".").Append(Encoding.Latin1.GetString(octets.Slice(length, label)));
            length += label;
        }

        return null;
    }

    // The only additional record queries bring is OPT, with the root as its name.
    private static int EdnsSize(ReadOnlySpan<byte> rest) =>
        rest.Length >= 11 && rest[0] == 0 && BinaryPrimitives.ReadUInt16BigEndian(rest[1..]) == Opt
            ? Math.Clamp((int)BinaryPrimitives.ReadUInt16BigEndian(rest[3..]), 512, DnsReply.MaxLength)
            : 0;
}
