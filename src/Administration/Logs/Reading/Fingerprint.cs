using System;
using System.IO;
using System.Security.Cryptography;

namespace IpBlock.Administration.Logs.Reading;

/// <summary>
/// By what a file is known as the one that was read as far as this: its first 4 KB and the last 4 KB that were read, as they were when they were read, for a file can be replaced in the middle of
/// it. The first lines hold when the file was begun, so that no two are the same; one that was cut and has grown again is not the same where reading ended.
/// </summary>
internal sealed class Fingerprint
{
    private const int Length = 4096;

    private readonly byte[] _head = new byte[Length];
    private readonly byte[] _tail = new byte[Length];
    private int _headLength;
    private int _tailLength;

    private Fingerprint()
    {
    }

    /// <summary>What is stored of it.</summary>
    public byte[] Value => SHA256.HashData([.. _head.AsSpan(0, _headLength), .. _tail.AsSpan(0, _tailLength)]);

    /// <summary>Of a file that goes on from there; null when it is another, or has been cut.</summary>
    public static Fingerprint? Find(FileStream file, long position, byte[] stored)
    {
        var print = new Fingerprint();
        var size = (int)Math.Min(Length, position);
        (print._headLength, print._tailLength) = (file.ReadAt(print._head.AsSpan(0, size), 0), file.ReadAt(print._tail.AsSpan(0, size), position - size));
        return print._tailLength == size && print.Value.AsSpan().SequenceEqual(stored) ? print : null;
    }

    /// <summary>Goes on with what has been read.</summary>
    public void Add(ReadOnlySpan<byte> read)
    {
        var first = read[..Math.Min(read.Length, Length - _headLength)];
        first.CopyTo(_head.AsSpan(_headLength));
        _headLength += first.Length;
        var last = read[^Math.Min(read.Length, Length)..];
        var kept = Math.Min(_tailLength, Length - last.Length);
        _tail.AsSpan(_tailLength - kept, kept).CopyTo(_tail);
        last.CopyTo(_tail.AsSpan(kept));
        _tailLength = kept + last.Length;
    }

    public Fingerprint Copy()
    {
        var copy = new Fingerprint();
        copy.Restore(this);
        return copy;
    }

    public void Restore(Fingerprint earlier)
    {
        earlier._head.CopyTo(_head, 0);
        earlier._tail.CopyTo(_tail, 0);
        (_headLength, _tailLength) = (earlier._headLength, earlier._tailLength);
    }
}
