using System;
using System.Buffers.Binary;
using System.IO;

namespace IpBlock.Testing.Dns.Wire;

/// <summary>A response in the making. Records are added in the order of their sections: answers, authority, additional.</summary>
public sealed class WireMessage
{
    private const int AnswerCount = 6;
    private const int AuthorityCount = 8;
    private const int AdditionalCount = 10;
    private static readonly byte[] PointerToQuestion = [0xC0, 12];

    private readonly MemoryStream _bytes = new();

    public WireMessage(WireQuery query, ResponseCode code, byte[]? question = null, RecordType type = RecordType.None)
    {
        Span<byte> header = stackalloc byte[12];
        header.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(header, query.Id);
        header[2] = (byte)(0x84 | (query.RecursionDesired ? 1 : 0));
        header[3] = (byte)(0x80 | (int)code);
        header[5] = 1;
        _bytes.Write(header);
        _bytes.Write(question ?? query.Question);
        if (type == RecordType.None)
            return;
        _bytes.Position -= 4;
        Number((int)type);
        _bytes.Position = _bytes.Length;
    }

    public long Length => _bytes.Length;

    public void Truncated() => Patch(2, (byte)(Peek(2) | 0x02));

    /// <summary>Whether it says that it owns the zone, and that it asks others.</summary>
    public void Flags(bool authoritative, bool recursive)
    {
        Patch(2, (byte)((Peek(2) & 0xFB) | (authoritative ? 4 : 0)));
        Patch(3, (byte)((Peek(3) & 0x7F) | (recursive ? 0x80 : 0)));
    }

    /// <summary>A record of the name asked for, its owner compressed to a pointer as every real server does.</summary>
    public void Answer(WireRecord record, uint ttl) => Record(PointerToQuestion, record, ttl, AnswerCount);

    public void Answer(string owner, WireRecord record, uint ttl) => Record(WireName.Encode(owner), record, ttl, AnswerCount);

    public void Answer(byte[] owner, WireRecord record, uint ttl) => Record(owner, record, ttl, AnswerCount);

    public void Authority(string owner, WireRecord record, uint ttl) => Record(WireName.Encode(owner), record, ttl, AuthorityCount);

    public void Additional(string owner, WireRecord record, uint ttl) => Record(WireName.Encode(owner), record, ttl, AdditionalCount);

    /// <summary>The EDNS0 pseudo record (RFC 6891 §6.1.2): the class holds the size, the TTL the flags.</summary>
    public void Edns(int extendedCode = 0)
    {
        _bytes.Write([0, 0, (byte)RecordType.Opt, 1232 >> 8, 1232 & 255, (byte)extendedCode, 0, 0, 0, 0, 0]);
        Patch(AdditionalCount + 1, (byte)(Peek(AdditionalCount + 1) + 1));
    }

    public void Count(byte answers) => Patch(AnswerCount + 1, answers);

    public void Raw(byte[] bytes) => _bytes.Write(bytes);

    public byte[] ToArray() => _bytes.ToArray();

    private void Record(byte[] owner, WireRecord record, uint ttl, int counter)
    {
        _bytes.Write(owner);
        Number((int)record.Type);
        Number(1);
        Number((int)(ttl >> 16));
        Number((int)(ttl & 0xFFFF));
        Number(record.Data.Length);
        _bytes.Write(record.Data);
        var count = Peek(counter) << 8 | Peek(counter + 1);
        Patch(counter, (byte)(count + 1 >> 8));
        Patch(counter + 1, (byte)(count + 1));
    }

    private void Number(int value) => _bytes.Write([(byte)(value >> 8), (byte)value]);

    private byte Peek(int offset) => _bytes.GetBuffer()[offset];

    private void Patch(int offset, byte value) => _bytes.GetBuffer()[offset] = value;
}
