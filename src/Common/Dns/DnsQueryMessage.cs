using System;

namespace IpBlock.Dns;

/// <summary>Writes a query: header, one question, and an EDNS0 record that says how large an answer may be.</summary>
internal static class DnsQueryMessage
{
    /// <summary>What we say we can take over UDP: the size that crosses every network unfragmented (DNS flag day 2020).</summary>
    public const int UdpPayload = 1232;

    /// <summary>The largest query there is: header 12, name 255, type and class 4, OPT 11.</summary>
    public const int MaxLength = 12 + DnsQuestion.MaxNameLength + 4 + 11;

    private const byte RecursionDesired = 0x01;

    public static int Write(byte[] buffer, int offset, ushort id, DnsQuestion question, bool edns)
    {
        var start = offset;
        buffer[offset++] = (byte)(id >> 8);
        buffer[offset++] = (byte)id;
        buffer[offset++] = RecursionDesired;
        Array.Clear(buffer, offset, 9);
        buffer[start + 5] = 1; // QDCOUNT
        buffer[start + 11] = edns ? (byte)1 : (byte)0; // ARCOUNT
        offset = start + 12;
        Buffer.BlockCopy(question.Name, 0, buffer, offset, question.Length);
        offset += question.Length;
        buffer[offset++] = 0;
        buffer[offset++] = (byte)question.Type;
        buffer[offset++] = 0;
        buffer[offset++] = 1; // IN
        if (edns)
            offset = WriteOpt(buffer, offset);
        return offset - start;
    }

    // RFC 6891 §6.1.2: root name, type 41, payload size in the class, no flags, no options.
    private static int WriteOpt(byte[] buffer, int offset)
    {
        Array.Clear(buffer, offset, 11);
        buffer[offset + 2] = 41;
        buffer[offset + 3] = UdpPayload >> 8;
        buffer[offset + 4] = UdpPayload & 0xFF;
        return offset + 11;
    }
}
