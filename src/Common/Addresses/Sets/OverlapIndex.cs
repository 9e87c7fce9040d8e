using System;
using System.Collections.Generic;

namespace IpBlock.Addresses.Sets;

/// <summary>Tells whether a range shares an address with any of some others.</summary>
internal sealed class OverlapIndex
{
    private readonly AddressRange[] _ranges;

    // The highest address up to each of them, for a range may lie inside one before it.
    private readonly Address[] _reach;

    public OverlapIndex(IReadOnlyCollection<AddressRange> ranges)
    {
        _ranges = [.. ranges];
        Array.Sort(_ranges, static (a, b) => a.First.CompareTo(b.First));
        _reach = new Address[_ranges.Length];
        for (var i = 0; i < _ranges.Length; i++)
            _reach[i] = i > 0 && _reach[i - 1] > _ranges[i].Last ? _reach[i - 1] : _ranges[i].Last;
    }

    public bool Overlaps(AddressRange range)
    {
        int low = 0, high = _ranges.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].First <= range.Last)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && _reach[low - 1] >= range.First;
    }
}
