using System;
using System.Collections.Generic;

namespace IpBlock.Addresses.Sets;

/// <summary>
/// IPv6 ranges in sorted arrays, 33 bytes each, with an index over the upper halves of their first addresses: what lies between the lowest and the highest of them is divided into equal
/// cells, and a search by halves goes through one cell. Lists of IPv6 are small, and their ranges crowd in a few registries' blocks.
/// </summary>
internal sealed class IPv6Ranges
{
    private const int MostCellBits = 18;
    private const int RangesPerCell = 4;
    private readonly Address[] _first;
    private readonly Address[] _last;
    private readonly byte[] _values;
    private readonly int[] _cells;
    private readonly ulong _lowest;
    private readonly int _shift;

    private IPv6Ranges(Address[] first, Address[] last, byte[] values)
    {
        _first = first;
        _last = last;
        _values = values;
        _cells = [];
        if (first.Length == 0)
            return;
        var bits = 1;
        while (bits < MostCellBits && RangesPerCell << bits < first.Length)
            bits++;
        _lowest = first[0].High;
        var spread = first[first.Length - 1].High - _lowest;
        while (spread >> _shift >> bits != 0)
            _shift++;
        _cells = new int[(1 << bits) + 1];
        for (int cell = 0, at = 0; cell < _cells.Length; cell++)
        {
            while (at < first.Length && CellOf(first[at].High) < cell)
                at++;
            _cells[cell] = at;
        }
    }

    public int Count => _values.Length;

    public long MemoryBytes => 33L * Count + 4L * _cells.Length;

    /// <summary>Takes them in order of address.</summary>
    public static IPv6Ranges Of(RangeSource source)
    {
        var (first, last, values) = (new List<Address>(), new List<Address>(), new List<byte>());
        while (source.TryNext(out var next))
        {
            first.Add(next.First);
            last.Add(next.Last);
            values.Add(next.Value);
        }

        return new IPv6Ranges([.. first], [.. last], [.. values]);
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
        if (Count == 0 || address.High < _lowest)
            return -1;
        var cell = CellOf(address.High);
        int low = _cells[cell], high = _cells[cell + 1];
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (_first[middle] <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    // An address above them all belongs to the last cell.
    private int CellOf(ulong high) => (int)Math.Min((high - _lowest) >> _shift, (ulong)_cells.Length - 2);
}
