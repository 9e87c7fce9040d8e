using System.Runtime.CompilerServices;
#if NET
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace IpBlock.Addresses.Sets;

/// <summary>The last of a few sorted numbers that is not above a key. Up to eight are compared at once, without a branch that depends on what they are.</summary>
internal static class PackedSearch
{
    /// <summary>How many are compared at once, and how many may be read behind the last one: the array has to be so much longer.</summary>
    public const int Lanes = 8;

    /// <summary>Its index, or <paramref name="from"/> - 1 when all of the <paramref name="count"/> numbers, <see cref="Lanes"/> at most, are above the key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LastUpTo(uint[] numbers, int from, int count, uint key)
    {
#if NET
        if (Vector256.IsHardwareAccelerated)
        {
            var some = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(numbers), (nuint)from);
            var upTo = Vector256.LessThanOrEqual(some, Vector256.Create(key)).ExtractMostSignificantBits();
            return from - 1 + BitOperations.PopCount(upTo & ((1u << count) - 1));
        }
#endif
        return OneByOne(numbers, from, count, key);
    }

    /// <summary>Where to look for it when there are more: the first of at most <see cref="Lanes"/> numbers of which it is one, if it is any.</summary>
    public static int Narrow(uint[] numbers, int from, int count, uint key)
    {
        while (count > Lanes)
        {
            var half = count >> 1;
            from = numbers[from + half] <= key ? from + half : from;
            count -= half;
        }

        return from;
    }

    // Where there are no vectors, as on the .NET Framework.
    internal static int OneByOne(uint[] numbers, int from, int count, uint key)
    {
        var end = from + count;
        while (from < end && numbers[from] <= key)
            from++;
        return from - 1;
    }
}
