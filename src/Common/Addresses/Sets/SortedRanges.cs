using System;
using System.Collections.Generic;

namespace IpBlock.Addresses.Sets;

/// <summary>Ranges of one family in sorted arrays.</summary>
internal sealed class SortedRanges
{
    private readonly Address[] _first;
    private readonly Address[] _last;
    private readonly byte[] _values;

    private SortedRanges(Address[] first, Address[] last, byte[] values)
    {
        _first = first;
        _last = last;
        _values = values;
    }

    public int Count => _values.Length;

    public long MemoryBytes => 33L * Count;

    public static SortedRanges Of(RangeSource source)
    {
        var (first, last, values) = (new List<Address>(), new List<Address>(), new List<byte>());
        while (source.TryNext(out var next))
        {
            first.Add(next.First);
            last.Add(next.Last);
            values.Add(next.Value);
        }

        return new SortedRanges([.. first], [.. last], [.. values]);
    }

    public byte Find(Address address)
    {
        var at = LastAtOrBelow(address);
        return at >= 0 && _last[at] >= address ? _values[at] : (byte)0;
    }

    /// <summary>All ranges from the first one that ends at or behind the address.</summary>
    public IEnumerable<(AddressRange Range, byte Value)> From(Address address)
    {
        var at = LastAtOrBelow(address);
        if (at < 0 || _last[at] < address)
            at++;
        for (; at < Count; at++)
            yield return (AddressRange.Between(_first[at], _last[at]), _values[at]);
    }

    private int LastAtOrBelow(Address address)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_first[middle] <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
