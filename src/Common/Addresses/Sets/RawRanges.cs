using System;
using System.Collections.Generic;

namespace IpBlock.Addresses.Sets;

/// <summary>All ranges of one value as they came. An IPv4 range is one number, first address high and last address low, so that sorting is sorting of numbers.</summary>
internal sealed class RawRanges
{
    private readonly List<AddressRange> _six = [];
    private ulong[] _four = [];
    private int _fourCount;
    private bool _fourSorted = true;

    public RawRanges(byte value) => Value = value;

    public byte Value { get; }

    public int IPv4Count => _fourCount;

    public IEnumerable<AddressRange> All
    {
        get
        {
            for (var i = 0; i < _fourCount; i++)
                yield return AddressRange.Between(Address.FromIPv4((uint)(_four[i] >> 32)), Address.FromIPv4((uint)_four[i]));
            foreach (var range in _six)
                yield return range;
        }
    }

    public void AddAll(RawRanges other)
    {
        for (var i = 0; i < other._fourCount; i++)
            AddIPv4((uint)(other._four[i] >> 32), (uint)other._four[i]);
        _six.AddRange(other._six);
    }

    public void AddIPv4(uint first, uint last)
    {
        if (_fourCount == _four.Length)
            Array.Resize(ref _four, Math.Max(16, _fourCount * 2));
        var both = (ulong)first << 32 | last;
        _fourSorted &= _fourCount == 0 || _four[_fourCount - 1] >> 32 <= first;
        _four[_fourCount++] = both;
    }

    public void AddIPv6(AddressRange range) => _six.Add(range);

    public RangeSource JoinedIPv4()
    {
        if (!_fourSorted)
            RadixSort.ByUpperHalf(_four, _fourCount);
        _fourSorted = true;
        return new IPv4Source(_four, _fourCount, Value);
    }

    public RangeSource JoinedIPv6()
    {
        var parts = new List<AddressRange>(_six.Count);
        foreach (var range in _six)
            parts.AddRange(MappedZone.CutOutOf(range.First, range.Last));
        parts.Sort(static (a, b) => a.First.CompareTo(b.First));
        return new IPv6Source(parts, Value);
    }

    private sealed class IPv4Source(ulong[] sorted, int count, byte value) : RangeSource
    {
        private int _next;

        public override bool TryNext(out ValuedRange next)
        {
            next = default;
            if (_next == count)
                return false;
            var first = (uint)(sorted[_next] >> 32);
            var last = (uint)sorted[_next];
            for (_next++; _next < count && sorted[_next] >> 32 <= (ulong)last + 1; _next++)
                last = Math.Max(last, (uint)sorted[_next]);
            next = new ValuedRange { First = Address.FromIPv4(first), Last = Address.FromIPv4(last), Value = value };
            return true;
        }
    }

    private sealed class IPv6Source(List<AddressRange> sorted, byte value) : RangeSource
    {
        private int _next;

        public override bool TryNext(out ValuedRange next)
        {
            next = default;
            if (_next == sorted.Count)
                return false;
            var (first, last) = (sorted[_next].First, sorted[_next].Last);
            for (_next++; _next < sorted.Count && (sorted[_next].First <= last || sorted[_next].First == last.Next); _next++)
                last = sorted[_next].Last > last ? sorted[_next].Last : last;
            next = new ValuedRange { First = first, Last = last, Value = value };
            return true;
        }
    }
}
