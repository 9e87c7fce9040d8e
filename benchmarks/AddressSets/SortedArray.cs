using System.Linq;
using IpBlock.Addresses;

namespace IpBlock.Benchmarks.AddressSets;

/// <summary>The plain way, to compare with: first and last address of each range and its value, sorted, found by halves.</summary>
internal sealed class SortedArray
{
    private readonly uint[] _first;
    private readonly uint[] _last;
    private readonly byte[] _values;

    public SortedArray(IpSet set)
    {
        var ranges = set.Ranges.Where(range => range.Range.First.IsIPv4).ToList();
        _first = [.. ranges.Select(range => range.Range.First.IPv4)];
        _last = [.. ranges.Select(range => range.Range.Last.IPv4)];
        _values = [.. ranges.Select(range => range.Value)];
    }

    public long MemoryBytes => 9L * _first.Length;

    public byte Find(uint address)
    {
        int low = 0, high = _first.Length;
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (_first[middle] <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && _last[low - 1] >= address ? _values[low - 1] : (byte)0;
    }
}
