using System;
using System.Collections.Generic;
using System.IO;
using IpBlock.Files;

namespace IpBlock.Sessions;

/// <summary>
/// Deferred mail on disk: a word that names the format, the secret, how many there are, 24 bytes for each in the order in which they came, and a check sum.
/// Whoever reads finds a whole file or none.
/// </summary>
internal static class DeferredMailFile
{
    public const string Name = "deferred-mail.bin";

    /// <summary>Held by the one who is writing.</summary>
    public const string LockName = "deferred-mail.lock";

    // "IPBDEF01", read as a number.
    private const ulong Format = 0x3130464544425049;
    private const int SecretLength = 16;
    private const int Frame = 8 + SecretLength + 8 + 8;
    private const int EntryLength = 24;
    private const int BufferLength = 1 << 16;

    /// <summary>Reads the file of a folder.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (byte[] Secret, List<DeferredEntry> Entries) Read(OwnedFolder folder)
    {
        using var file = folder.OpenRead(Name);
        using var reader = new BinaryReader(new BufferedStream(file, BufferLength));
        var length = file.Length;
        if (length < Frame || reader.ReadUInt64() != Format)
            throw new InvalidDataException("its content is invalid");
        var secret = reader.ReadBytes(SecretLength);
        var count = reader.ReadUInt64();
        if ((ulong)(length - Frame) / EntryLength != count || (length - Frame) % EntryLength != 0)
            throw new InvalidDataException("it is truncated");
        var entries = new List<DeferredEntry>((int)count);
        var sum = count;
        for (var left = count; left > 0; left--)
        {
            var (key, deferredAt, acceptedAt) = (reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64());
            sum = Add(Add(Add(sum, key), deferredAt), acceptedAt);
            entries.Add(new DeferredEntry(key, (uint)deferredAt, (uint)acceptedAt));
        }

        if (reader.ReadUInt64() != sum)
            throw new InvalidDataException("its checksum is wrong");
        return (secret, entries);
    }

    /// <summary>Puts a new file in the place of the old one, in one step.</summary>
    public static void Write(OwnedFolder folder, byte[] secret, IReadOnlyCollection<DeferredEntry> entries)
    {
        folder.Write(Name, Written, Name + ".tmp"); // one at a time: the writer holds the lock

        void Written(FileStream file)
        {
            using var writer = new BinaryWriter(new BufferedStream(file, BufferLength));

            // Whoever has the secret can try out who has written to whom.
            folder.CloseToOthers(file);
            Write(writer, secret, entries);
        }
    }

    private static void Write(BinaryWriter writer, byte[] secret, IReadOnlyCollection<DeferredEntry> entries)
    {
        writer.Write(Format);
        writer.Write(secret);
        writer.Write((ulong)entries.Count);
        var sum = (ulong)entries.Count;
        foreach (var (key, deferredAt, acceptedAt) in entries)
        {
            writer.Write(key);
            writer.Write((ulong)deferredAt);
            writer.Write((ulong)acceptedAt);
            sum = Add(Add(Add(sum, key), deferredAt), acceptedAt);
        }

        writer.Write(sum);
    }

    // Against disks and half files, not against people: whoever can write the file needs no trick.
    private static ulong Add(ulong sum, ulong word)
    {
        sum = (sum ^ word) * 0x9E3779B97F4A7C15;
        return sum ^ sum >> 29;
    }
}
