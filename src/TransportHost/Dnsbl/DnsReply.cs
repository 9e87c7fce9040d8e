using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net;
using System.Text;

namespace IpBlock.TransportHost.Dnsbl;

/// <summary>Writes one reply: the question again, then records (RFC 1035 §4.1).</summary>
internal sealed class DnsReply
{
    public const int MaxLength = 1232;

    private const ushort PointerToQuestion = 0xC00C;

    private readonly List<byte> _octets = [];
    private readonly DnsQuestion _question;
    private int _answers;
    private int _authorities;

    public DnsReply(byte[] packet, DnsQuestion question)
    {
        _question = question;
        _octets.AddRange(packet.AsSpan(0, question.Length));
    }

    public DnsResponseCode Code { get; set; }

    public bool IsAuthoritative { get; set; }

    public void AddAddress(IPAddress address, int ttl)
    {
        _answers++;
        Record(DnsType.A, ttl, address.GetAddressBytes());
    }

    public void AddText(string text, int ttl)
    {
        var strings = new List<byte>();
        var octets = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < octets.Length || at == 0; at += 255)
        {
            var count = Math.Min(255, octets.Length - at);
            strings.Add((byte)count);
            strings.AddRange(octets.AsSpan(at, count));
        }

        _answers++;
        Record(DnsType.Txt, ttl, strings.ToArray());
    }

    /// <summary>The SOA of the zone, with how long an absence may be remembered as its minimum (RFC 2308 §5).</summary>
    public void AddAuthority(string zone, int minimum, bool isAnswer = false)
    {
        if (isAnswer)
            _answers++;
        else
            _authorities++;
        var data = new List<byte>();
        data.AddRange(Name("ns." + zone));
        data.AddRange(Name("hostmaster." + zone));
        foreach (var number in new[] { 1, 3600, 600, 86400, minimum })
            Append(data, (uint)number);
        _octets.AddRange(Name(zone));
        Data(DnsType.Soa, minimum, data.ToArray());
    }

    public byte[] ToPacket()
    {
        var isTruncated = _octets.Count > _question.MaxReply - (_question.HasOpt ? 11 : 0);
        if (isTruncated)
        {
            _octets.RemoveRange(_question.Length, _octets.Count - _question.Length);
            _answers = _authorities = 0;
        }

        if (_question.HasOpt)
            _octets.AddRange([0, 0, 41, MaxLength >> 8, MaxLength & 255, 0, 0, 0, 0, 0, 0]);
        var packet = _octets.ToArray();
        // QR and opcode, AA, TC, RD as it was asked.
        packet[2] = (byte)(0x80 | (packet[2] & 0x79) | (IsAuthoritative ? 4 : 0) | (isTruncated ? 2 : 0));
        packet[3] = (byte)Code;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), (ushort)_answers);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(8), (ushort)_authorities);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), (ushort)(_question.HasOpt ? 1 : 0));
        return packet;
    }

    private void Record(DnsType type, int ttl, byte[] data)
    {
        _octets.Add(PointerToQuestion >> 8);
        _octets.Add(PointerToQuestion & 255);
        Data(type, ttl, data);
    }

    private void Data(DnsType type, int ttl, byte[] data)
    {
        _octets.AddRange([0, (byte)type, 0, 1]);
        Append(_octets, (uint)ttl);
        _octets.AddRange([(byte)(data.Length >> 8), (byte)data.Length]);
        _octets.AddRange(data);
    }

    private static void Append(List<byte> octets, uint number) =>
        octets.AddRange([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    private static List<byte> Name(string name)
    {
        var octets = new List<byte>();
        foreach (var label in name.Split('.'))
        {
            octets.Add((byte)label.Length);
            octets.AddRange(Encoding.Latin1.GetBytes(label));
        }

        octets.Add(0);
        return octets;
    }
}

internal enum DnsType
{
    A = 1,
    Soa = 6,
    Txt = 16,
    Any = 255,
}

internal enum DnsResponseCode
{
    NoError = 0,
    NxDomain = 3,
    NotImplemented = 4,
    Refused = 5,
}
