using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Addresses.Sets;

namespace IpBlock.Benchmarks.AddressSets;

/// <summary>The layout that was tried second: ranges of four bytes as IpSet has them, under one index of 16 to 20 bits with four ranges a cell on average, wherever they are.</summary>
internal sealed class EqualCells
{
    private readonly int _bits = 16;
    private readonly int[] _index;
    private readonly uint[] _ranges;

    public EqualCells(IpSet set)
    {
        while (_bits < 20 && 4 << _bits < set.Count)
            _bits++;
        var ranges = new List<uint>(set.Count + 1) { 0 };
        _index = new int[(1 << _bits) + 1];
        var open = 0;
        foreach (var (range, value) in set.Ranges.Where(range => range.Range.First.IsIPv4))
        {
            var mask = uint.MaxValue >> _bits;
            for (ulong at = range.First.IPv4; at <= range.Last.IPv4;)
            {
                for (; open <= (int)(at >> (32 - _bits)); open++)
                    _index[open] = ranges.Count;
                var code = RangeLength.Code((uint)Math.Min(range.Last.IPv4 - at, mask - (at & mask)) + 1);
                ranges.Add(PackedIPv4.Range((ushort)(at & mask), code, value));
                at += RangeLength.Reach[code] + 1u;
            }
        }

        for (; open < _index.Length; open++)
            _index[open] = ranges.Count;
        _ranges = [.. ranges, .. new uint[PackedSearch.Lanes]];
    }

    public long MemoryBytes => 4L * (_index.Length + _ranges.Length);

    public byte Find(uint address)
    {
        var cell = address >> (32 - _bits);
        var from = _index[cell];
        var low = address << _bits >> _bits;
        var (first, count) = (from, _index[cell + 1] - from);
        if (count > PackedSearch.Lanes)
        {
            from = PackedSearch.Narrow(_ranges, from, count, (low << 16) | 0xFFFF);
            count = Math.Min(PackedSearch.Lanes, first + count - from);
        }

        var at = PackedSearch.LastUpTo(_ranges, from, count, (low << 16) | 0xFFFF);
        var range = _ranges[at];
        var inReach = (int)(((long)(low - (range >> 16)) - RangeLength.Reach[(byte)(range >> 8)] - 1) >> 63);
        return (byte)(range & (uint)(inReach & ((from - 1 - at) >> 31)));
    }
}
