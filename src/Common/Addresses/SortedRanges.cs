using System;
using System.Collections.Generic;

namespace IpBlock.Addresses;

/// <summary>
/// Ranges that may overlap, in the order of their first addresses, each with the highest last address up to it, because a range may lie inside one before it: a search goes to the last
/// range that begins at or below an address, and back only as long as one before it can still reach so far.
/// </summary>
internal sealed class SortedRanges
{
    private readonly AddressRange[] _ranges;
    private readonly Address[] _reach;

    /// <param name="sorted">By their first addresses.</param>
    public SortedRanges(AddressRange[] sorted)
    {
        _ranges = sorted;
        _reach = new Address[_ranges.Length];
        for (var i = 0; i < _ranges.Length; i++)
            _reach[i] = i > 0 && _reach[i - 1] > _ranges[i].Last ? _reach[i - 1] : _ranges[i].Last;
    }

    /// <summary>The same of ranges in any order.</summary>
    public static SortedRanges Of(IReadOnlyCollection<AddressRange> ranges)
    {
        AddressRange[] sorted = [.. ranges];
        Array.Sort(sorted, static (a, b) => a.First.CompareTo(b.First));
        return new SortedRanges(sorted);
    }

    /// <summary>The highest last address of the ranges up to this one.</summary>
    public Address ReachOf(int index) => _reach[index];

    /// <summary>The index of the last range that begins at or below the address; -1 when all begin above it.</summary>
    public int LastAtOrBelow(Address address)
    {
        int low = 0, high = _ranges.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].First <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    /// <summary>True when the range shares an address with any of them.</summary>
    public bool Overlaps(AddressRange range) => LastAtOrBelow(range.Last) is >= 0 and var last && _reach[last] >= range.First;
}
