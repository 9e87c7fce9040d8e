using System;
using System.Buffers.Binary;

namespace IpBlock.Service.Milter;

/// <summary>What the mail server says it can do: the data of its first packet.</summary>
internal readonly record struct Offer(uint Version, Actions Actions, Steps Steps)
{
    private const int Size = 3 * sizeof(uint);

    /// <summary>Sendmail 8.10 and 8.11, the first that had milters, spoke version 2.</summary>
    private const uint OldestVersion = 2;

    /// <summary>False when it is cut short, or older than anything that is still about. What follows the three numbers is left for later versions.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out Offer offer)
    {
        offer = default;
        if (data.Length < Size)
            return false;
        offer = new Offer(
            BinaryPrimitives.ReadUInt32BigEndian(data),
            (Actions)BinaryPrimitives.ReadUInt32BigEndian(data[4..]),
            (Steps)BinaryPrimitives.ReadUInt32BigEndian(data[8..]));
        return offer.Version >= OldestVersion;
    }
}
