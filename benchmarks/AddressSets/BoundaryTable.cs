using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;

namespace IpBlock.Benchmarks.AddressSets;

/// <summary>
/// The layout that was tried first: every address where the value changes, as its low half (2 bytes) and the value from there on (1 byte), and for each of the 65,536
/// high halves where its boundaries begin. Each high half begins with a boundary, so that one is always found.
/// </summary>
internal sealed class BoundaryTable
{
    private readonly int[] _index = new int[65_537];
    private readonly ushort[] _lows;
    private readonly byte[] _values;

    public BoundaryTable(IpSet set)
    {
        var (lows, values) = (new List<ushort>(), new List<byte>());
        var (open, behind) = (0, (byte)0);
        foreach (var (at, value) in Boundaries(set))
        {
            Open((int)(at >> 16), lows, values, ref open, behind);
            if ((at & 0xFFFF) == 0 || lows[^1] == (ushort)at)
                values[^1] = value;
            else
                Add(lows, values, (ushort)at, value);
            behind = value;
        }

        Open(65_535, lows, values, ref open, behind);
        _index[65_536] = lows.Count;
        _lows = [.. lows];
        _values = [.. values];
    }

    public long MemoryBytes => 4L * _index.Length + 3L * _lows.Length;

    public byte Find(uint address)
    {
        var from = _index[address >> 16];
        var count = _index[(address >> 16) + 1] - from;
        var low = (ushort)address;
        while (count > 1)
        {
            var half = count >> 1;
            from = _lows[from + half] <= low ? from + half : from;
            count -= half;
        }

        return _values[from];
    }

    private static IEnumerable<(uint At, byte Value)> Boundaries(IpSet set)
    {
        foreach (var (range, value) in set.Ranges.Where(range => range.Range.First.IsIPv4))
        {
            yield return (range.First.IPv4, value);
            if (range.Last.IPv4 != uint.MaxValue)
                yield return (range.Last.IPv4 + 1, 0);
        }
    }

    private void Open(int upTo, List<ushort> lows, List<byte> values, ref int open, byte value)
    {
        for (; open <= upTo; open++)
        {
            _index[open] = lows.Count;
            Add(lows, values, 0, value);
        }
    }

    private static void Add(List<ushort> lows, List<byte> values, ushort low, byte value)
    {
        lows.Add(low);
        values.Add(value);
    }
}
