using System;
using System.Buffers.Binary;

namespace IpBlock.Testing.Dns.Wire;

/// <summary>A query as it came in.</summary>
public sealed class WireQuery
{
    private WireQuery(ushort id, bool recursionDesired, string name, RecordType type, byte[] question)
    {
        Id = id;
        RecursionDesired = recursionDesired;
        Name = name;
        Type = type;
        Question = question;
    }

    public ushort Id { get; }

    public bool RecursionDesired { get; }

    public string Name { get; }

    public RecordType Type { get; }

    /// <summary>The question's bytes, echoed as they came: a resolver may mix upper and lower case to make guessing harder.</summary>
    public byte[] Question { get; }

    public bool HasEdns { get; private init; }

    /// <summary>What the client takes over UDP: 512 without EDNS (RFC 6891 §6.2.5).</summary>
    public int UdpLimit { get; private init; } = 512;

    /// <summary>Null when the bytes are no query with one question.</summary>
    public static WireQuery? Parse(ReadOnlySpan<byte> message)
    {
        try
        {
            return message.Length < 12 || (message[2] & 0x80) != 0 || Number(message, 4) != 1 ? null : Read(message);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentOutOfRangeException or FormatException)
        {
            return null;
        }
    }

    private static WireQuery Read(ReadOnlySpan<byte> message)
    {
        var offset = 12;
        var name = WireName.Decode(message, ref offset);
        var type = (RecordType)Number(message, offset);
        var question = message[12..(offset + 4)].ToArray();
        var additional = message[(offset + 4)..];
        var hasEdns = Number(message, 10) > 0 && additional.Length >= 11 && additional[0] == 0 && Number(additional, 1) == (int)RecordType.Opt;
        return new WireQuery((ushort)Number(message, 0), (message[2] & 1) != 0, name, type, question)
        {
            HasEdns = hasEdns,
            UdpLimit = hasEdns ? Math.Max(512, Number(additional, 3)) : 512,
        };
    }

    private static int Number(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);
}
