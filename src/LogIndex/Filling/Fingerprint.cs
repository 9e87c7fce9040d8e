using System;
using System.IO;
using System.Security.Cryptography;

namespace IpBlock.LogIndex.Filling;

/// <summary>
/// By what a file is known as the one that was read as far as this: a hash of its first 4 KB and of the last 4 KB that were read. The first lines of a file hold when it was begun, so that no two
/// are the same; one that was cut and has grown again is not the same where reading ended.
/// </summary>
internal static class Fingerprint
{
    private const int Length = 4096;

    public static byte[] Of(FileStream file, long position)
    {
        var size = (int)Math.Min(Length, position);
        var bytes = new byte[size * 2];
        var read = Read(file, bytes.AsSpan(0, size), 0) + Read(file, bytes.AsSpan(size), position - size);
        return SHA256.HashData(bytes.AsSpan(0, read));
    }

    /// <summary>True when the file goes on from there.</summary>
    public static bool IsSame(FileStream file, long position, byte[] print) => file.Length >= position && Of(file, position).AsSpan().SequenceEqual(print);

    private static int Read(FileStream file, Span<byte> bytes, long from)
    {
        var read = 0;
        for (int count; read < bytes.Length && (count = RandomAccess.Read(file.SafeFileHandle, bytes[read..], from + read)) > 0;)
            read += count;
        return read;
    }
}
