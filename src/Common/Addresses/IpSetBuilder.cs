using System;
using System.Collections.Generic;
using IpBlock.Addresses.Sets;

namespace IpBlock.Addresses;

/// <summary>
/// Collects ranges with values, in any order, overlapping as they like, and makes an <see cref="IpSet"/> of them. Where ranges of several values hold an
/// address, <em>the lowest value wins</em>: number lists by priority, the first one 1. Not for several threads at once.
/// </summary>
public sealed class IpSetBuilder
{
    private readonly RawRanges?[] _byValue = new RawRanges?[256];

    /// <summary>Adds a range. An IPv6 range around ::ffff:0:0/96 does not list the IPv4 addresses in it.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is 0, which means "not in the set".</exception>
    public void Add(AddressRange range, byte value)
    {
        if (range.First.IsIPv4)
            Of(value).AddIPv4(range.First.IPv4, range.Last.IPv4);
        else
            Of(value).AddIPv6(range);
    }

    /// <summary>Adds all ranges of a set: with their own values, or all with <paramref name="value"/> when it is given.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="set"/> is null.</exception>
    public void Add(IpSet set, byte? value = null)
    {
        if (set is null)
            throw new ArgumentNullException(nameof(set));
        foreach (var (range, own) in set.Ranges)
            Add(range, value ?? own);
    }

    /// <summary>Makes the set. The builder may be added to and built again.</summary>
    public IpSet Build()
    {
        var count = 0;
        foreach (var ranges in _byValue)
            count += ranges?.IPv4Count ?? 0;
        return new(
            IPv4Packer.Pack(Flattened(static ranges => ranges.JoinedIPv4()), count),
            IPv6Ranges.Of(Flattened(static ranges => ranges.JoinedIPv6())));
    }

    /// <summary>Adds a part of an IPv6 range, whose ends may be mapped addresses.</summary>
    internal void AddIPv6(Address first, Address last, byte value)
    {
        var ranges = Of(value);
        foreach (var part in MappedZone.CutOutOf(first, last))
            ranges.AddIPv6(part);
    }

    /// <summary>All that has been added, value by value, unsorted and not joined.</summary>
    internal IEnumerable<(AddressRange Range, byte Value)> Added
    {
        get
        {
            foreach (var ranges in _byValue)
            {
                if (ranges is null)
                    continue;
                foreach (var range in ranges.All)
                    yield return (range, ranges.Value);
            }
        }
    }

    /// <summary>How many different values there are.</summary>
    internal int ValueCount
    {
        get
        {
            var count = 0;
            foreach (var ranges in _byValue)
                count += ranges is null ? 0 : 1;
            return count;
        }
    }

    /// <summary>Takes over all that another builder has, which is not used any more.</summary>
    internal void Take(IpSetBuilder other)
    {
        for (var value = 1; value < _byValue.Length; value++)
        {
            if (_byValue[value] is null)
                _byValue[value] = other._byValue[value];
            else if (other._byValue[value] is { } more)
                _byValue[value]!.AddAll(more);
        }
    }

    internal RawRanges Of(byte value)
    {
        if (value == 0)
            throw new ArgumentOutOfRangeException(nameof(value), "0 means that an address is not in the set.");
        return _byValue[value] ??= new RawRanges(value);
    }

    private RangeSource Flattened(Func<RawRanges, RangeSource> ofOneValue)
    {
        var sources = new List<RangeSource>();
        foreach (var ranges in _byValue)
        {
            if (ranges is not null)
                sources.Add(ofOneValue(ranges));
        }

        return Overlay.All(sources);
    }
}
