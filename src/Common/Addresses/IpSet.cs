using System;
using System.Collections.Generic;
using IpBlock.Addresses.Sets;

namespace IpBlock.Addresses;

/// <summary>
/// An immutable set of IPv4 and IPv6 ranges, each with a value of 1 to 255 that says what it stands for. Made by <see cref="IpSetBuilder"/>; looked up by any
/// number of threads at once, without a lock and without an allocation.
/// </summary>
/// <remarks>
/// IPv4 takes four bytes a range and about one for the way to it (see <see cref="PackedIPv4"/>), and 256 KB from the first range on; IPv6 34 bytes (see <see cref="IPv6Ranges"/>).
/// Three other layouts were measured beside it (docs/performance.md): sorted arrays, 16 times slower; boundaries of three bytes, where the value changes, under an index of 16 bits,
/// which needs two for each range and so more memory, and a search of five steps that the processor cannot foresee; and ranges of four bytes under one index of equal cells,
/// as fast for addresses that are scattered and half as fast for those of real lists, which crowd.
/// </remarks>
public sealed class IpSet
{
    // What is given out to customers of the internet so far (IANA, "Internet Protocol Version 6 Address Space"): 2000::/3.
    private static readonly AddressRange GlobalIPv6 = AddressRange.Cidr(Address.FromIPv6(0x2000_0000_0000_0000, 0), 3);

    private readonly PackedIPv4 _four;
    private readonly IPv6Ranges _six;

    internal IpSet(PackedIPv4 four, IPv6Ranges six)
    {
        _four = four;
        _six = six;
    }

    /// <summary>The set without any address.</summary>
    public static IpSet Empty { get; } = new IpSetBuilder().Build();

    /// <summary>The number of ranges, after overlapping and adjacent ones of one value have been joined.</summary>
    public int Count => _four.Count + _six.Count;

    /// <summary>The bytes on the heap that the set holds.</summary>
    public long MemoryBytes => _four.MemoryBytes + _six.MemoryBytes;

    /// <summary>How much of the whole of IPv4 lies in the set: 0 to 1, and exactly 1 only when every address does.</summary>
    public double IPv4Share => _four.Addresses / 4294967296.0;

    /// <summary>How much of 2000::/3, the part of IPv6 that is in use, lies in the set: 0 to 1.</summary>
    public double IPv6Share
    {
        get
        {
            var share = 0.0;
            foreach (var (range, _) in _six.From(GlobalIPv6.First))
            {
                if (range.First > GlobalIPv6.Last)
                    break;
                var first = range.First < GlobalIPv6.First ? GlobalIPv6.First : range.First;
                var last = range.Last > GlobalIPv6.Last ? GlobalIPv6.Last : range.Last;
                share += (last.High - first.High + ((double)last.Low - first.Low + 1) / 18446744073709551616.0) / (1UL << 61);
            }

            return Math.Min(share, 1);
        }
    }

    /// <summary>All ranges with their values in order of address, IPv4 first.</summary>
    public IEnumerable<(AddressRange Range, byte Value)> Ranges
    {
        get
        {
            foreach (var range in _four.From(0))
                yield return range;
            foreach (var range in _six.From(Address.FromIPv6(0, 0)))
                yield return range;
        }
    }

    /// <summary>The value of the range that holds the address; 0 when none does.</summary>
    public byte Find(Address address) => address.IsIPv4 ? _four.Find(address.IPv4) : _six.Find(address);

    /// <summary>True when a range holds the address.</summary>
    public bool Contains(Address address) => Find(address) != 0;

    /// <summary>The lowest range that shares an address with <paramref name="range"/>; null when none does. Answers "would it list our own addresses?".</summary>
    public (AddressRange Range, byte Value)? FirstOverlap(AddressRange range)
    {
        foreach (var candidate in range.First.IsIPv4 ? _four.From(range.First.IPv4) : _six.From(range.First))
            return candidate.Range.First <= range.Last ? candidate : null;
        return null;
    }
}
