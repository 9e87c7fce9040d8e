using System;
using System.Collections.Generic;

namespace IpBlock.Addresses;

/// <summary>
/// Ranges that may overlap and expire, each with what it stands for. Sorted by first address, each with the highest last address up to it: a search goes to
/// the last range that begins at or below the address, and back only as long as one before it can still reach so far.
/// </summary>
/// <typeparam name="T">What a range stands for.</typeparam>
internal sealed class ExpiringRanges<T>
    where T : class
{
    private readonly (AddressRange Range, DateTimeOffset? Expires, T Value)[] _ranges;
    private readonly Address[] _reach;

    public ExpiringRanges(IEnumerable<(AddressRange Range, DateTimeOffset? Expires, T Value)> ranges)
    {
        _ranges = [.. ranges];
        Array.Sort(_ranges, static (a, b) => a.Range.First.CompareTo(b.Range.First));
        _reach = new Address[_ranges.Length];
        for (var i = 0; i < _ranges.Length; i++)
            _reach[i] = i > 0 && _reach[i - 1] > _ranges[i].Range.Last ? _reach[i - 1] : _ranges[i].Range.Last;
    }

    /// <summary>What a range that holds the address now stands for, or null. Of several the one that begins last, which as a rule is the narrowest.</summary>
    public T? Find(Address address, DateTimeOffset now)
    {
        for (var i = LastAtOrBelow(address); i >= 0 && _reach[i] >= address; i--)
        {
            if (_ranges[i].Range.Contains(address) && !(_ranges[i].Expires <= now))
                return _ranges[i].Value;
        }

        return null;
    }

    private int LastAtOrBelow(Address address)
    {
        int low = 0, high = _ranges.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].Range.First <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
