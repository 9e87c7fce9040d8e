using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using IpBlock.Files;

namespace IpBlock.Providers.Braking;

/// <summary>
/// Known good clients on disk, between the service of a server that belongs to a fleet and Exchange's agents on it. The service writes what the fleet
/// knows (<see cref="Known"/>); an agent writes what it vouches for and withdraws (a name that ends with <see cref="NewsEnd"/>), and the service reads
/// and deletes that. Hashes only, with a checksum; a reader finds a whole file or none.
/// </summary>
internal static class StandingFile
{
    public const string Known = "known-clients.bin";
    public const string NewsBegin = "known-clients-";
    public const string NewsEnd = ".news";

    // "IPBKNO01", read as a number.
    private const ulong Format = 0x31304F4E4B425049;
    private const int KeyLength = 32;
    private const int Frame = 8 + KeyLength + 4 + 4 + SumLength;
    private const int SumLength = 32;

    /// <summary>Writes a file in one step. Only the account of the folder and, where the folder is closed, its group can read it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    public static void Write(OwnedFolder folder, string name, byte[] key, long[] vouched, long[] withdrawn)
    {
        var content = ToBytes(key, vouched, withdrawn);
        folder.Write(name, Written);

        void Written(FileStream file)
        {
            folder.CloseToOthers(file);
            file.Write(content, 0, content.Length);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read it.</exception>
    public static (byte[] Key, long[] Vouched, long[] Withdrawn) Read(OwnedFolder folder, string name)
    {
        using var file = folder.OpenRead(name);
        if (file.Length is < Frame or > Frame + (8L * StandingBook.MostKnown))
            throw new InvalidDataException("its length is invalid");
        using var reader = new BinaryReader(file);
        var content = reader.ReadBytes((int)file.Length);
        var (vouched, withdrawn) = (BitConverter.ToInt32(content, 8 + KeyLength), BitConverter.ToInt32(content, 8 + KeyLength + 4));
        if (BitConverter.ToUInt64(content, 0) != Format || vouched < 0 || withdrawn < 0 || Frame + (8L * ((long)vouched + withdrawn)) != content.Length)
            throw new InvalidDataException("its content is invalid");
        if (!SumOf(content).SequenceEqual(content.Skip(content.Length - SumLength)))
            throw new InvalidDataException("its checksum is wrong");
        return (content.Skip(8).Take(KeyLength).ToArray(), Hashes(content, 0, vouched), Hashes(content, vouched, withdrawn));
    }

    private static byte[] ToBytes(byte[] key, long[] vouched, long[] withdrawn)
    {
        var content = new byte[Frame + (8 * (vouched.Length + withdrawn.Length))];
        using var writer = new BinaryWriter(new MemoryStream(content));
        writer.Write(Format);
        writer.Write(key);
        writer.Write(vouched.Length);
        writer.Write(withdrawn.Length);
        foreach (var hash in vouched.Concat(withdrawn))
            writer.Write(hash);
        writer.Write(SumOf(content));
        return content;
    }

    private static long[] Hashes(byte[] content, int from, int count)
    {
        var hashes = new long[count];
        Buffer.BlockCopy(content, 8 + KeyLength + 8 + (8 * from), hashes, 0, 8 * count);
        return hashes;
    }

    private static byte[] SumOf(byte[] content)
    {
        using var sum = SHA256.Create();
        return sum.ComputeHash(content, 0, content.Length - SumLength);
    }
}
