using System;

namespace IpBlock.Addresses.Sets;

/// <summary>Sorts numbers by their upper 32 bits in three passes, in time that does not depend on their order; what it needs beside them is as much again.</summary>
internal static class RadixSort
{
    private const int Digit = 11;

    // With fewer the counting costs more than comparing.
    private const int WorthIt = 5_000;

    public static void ByUpperHalf(ulong[] numbers, int count)
    {
        if (count < WorthIt)
        {
            Array.Sort(numbers, 0, count);
            return;
        }

        var (from, to) = (numbers, new ulong[count]);
        for (var shift = 32; shift < 64; shift += Digit)
        {
            Distribute(from, to, count, shift);
            (from, to) = (to, from);
        }

        Array.Copy(from, numbers, count);
    }

    private static void Distribute(ulong[] from, ulong[] to, int count, int shift)
    {
        var places = new int[1 << Digit];
        for (var i = 0; i < count; i++)
            places[(int)(from[i] >> shift) & (places.Length - 1)]++;
        for (int digit = 0, next = 0; digit < places.Length; digit++)
        {
            var here = places[digit];
            places[digit] = next;
            next += here;
        }

        for (var i = 0; i < count; i++)
            to[places[(int)(from[i] >> shift) & (places.Length - 1)]++] = from[i];
    }
}
