using System;
using System.Collections.Generic;

namespace IpBlock.Addresses;

/// <summary>Ranges that may overlap and expire, each with what it stands for.</summary>
/// <typeparam name="T">What a range stands for.</typeparam>
internal sealed class ExpiringRanges<T>
    where T : class
{
    private readonly (AddressRange Range, DateTimeOffset? Expires, T Value)[] _ranges;
    private readonly SortedRanges _sorted;

    public ExpiringRanges(IEnumerable<(AddressRange Range, DateTimeOffset? Expires, T Value)> ranges)
    {
        _ranges = [.. ranges];
        Array.Sort(_ranges, static (a, b) => a.Range.First.CompareTo(b.Range.First));
        _sorted = new SortedRanges(Array.ConvertAll(_ranges, static range => range.Range));
    }

    /// <summary>What a range that holds the address now stands for, or null. Of several the one that begins last, which as a rule is the narrowest.</summary>
    public T? Find(Address address, DateTimeOffset now)
    {
        for (var i = _sorted.LastAtOrBelow(address); i >= 0 && _sorted.ReachOf(i) >= address; i--)
        {
            if (_ranges[i].Range.Contains(address) && !(_ranges[i].Expires <= now))
                return _ranges[i].Value;
        }

        return null;
    }
}
