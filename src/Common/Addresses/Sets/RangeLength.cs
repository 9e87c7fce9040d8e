namespace IpBlock.Addresses.Sets;

/// <summary>
/// The number of addresses of a range in one byte: four bits and a shift, as a floating-point number has them. Every length up to 31 and every power of two
/// to 65,536 is exact; another one is put together of at most four.
/// </summary>
internal static class RangeLength
{
    /// <summary>The longest that a code stands for.</summary>
    public const uint Longest = 65_536;

    /// <summary>For each code, the distance from the first address to the last.</summary>
    public static readonly ushort[] Reach = Reaches();

    /// <summary>The code of the longest length that is not above <paramref name="length"/>, which is 1 to 65,536.</summary>
    public static byte Code(uint length)
    {
        var shift = 0;
        while (length >> shift > 31)
            shift++;
        return shift == 0 ? (byte)length : (byte)((shift << 4) + (length >> shift));
    }

    private static ushort[] Reaches()
    {
        var reaches = new ushort[256];
        for (var code = 1; code < reaches.Length; code++)
        {
            var length = code < 32 ? (ulong)code : (ulong)(16 + (code & 15)) << ((code >> 4) - 1);
            reaches[code] = length > Longest ? ushort.MaxValue : (ushort)(length - 1);
        }

        return reaches;
    }
}
