using System.Collections.Generic;

namespace IpBlock.Addresses.Sets;

/// <summary>Two sources laid over each other: where both have a range the upper one is seen. Nothing is copied, so that the depth of a pile costs time but no memory.</summary>
internal sealed class Overlay : RangeSource
{
    private readonly RangeSource _upper;
    private readonly RangeSource _lower;
    private ValuedRange _above;
    private ValuedRange _below;
    private bool _hasAbove;
    private bool _hasBelow;

    private Overlay(RangeSource upper, RangeSource lower)
    {
        _upper = upper;
        _lower = lower;
        _hasAbove = _upper.TryNext(out _above);
        _hasBelow = _lower.TryNext(out _below);
    }

    /// <summary>A pile of sources, the first one on top. Balanced, for a range climbs through log2 of their number.</summary>
    public static RangeSource All(IReadOnlyList<RangeSource> sources) => sources.Count == 0 ? new NoRanges() : Between(sources, 0, sources.Count);

    public override bool TryNext(out ValuedRange next)
    {
        while (_hasAbove && _hasBelow)
        {
            if (_above.Last < _below.First)
                return TakeAbove(out next);
            if (_below.First < _above.First)
                return TakeBelowUpTo(_above.First, out next);
            if (_below.Last <= _above.Last)
                _hasBelow = _lower.TryNext(out _below);
            else
                _below.First = _above.Last.Next;
        }

        return _hasAbove ? TakeAbove(out next) : TakeBelow(out next);
    }

    private static RangeSource Between(IReadOnlyList<RangeSource> sources, int from, int to)
    {
        if (to - from == 1)
            return sources[from];
        var middle = (from + to) / 2;
        return new Overlay(Between(sources, from, middle), Between(sources, middle, to));
    }

    private bool TakeAbove(out ValuedRange next)
    {
        next = _above;
        _hasAbove = _upper.TryNext(out _above);
        return true;
    }

    private bool TakeBelow(out ValuedRange next)
    {
        next = _below;
        var taken = _hasBelow;
        _hasBelow = taken && _lower.TryNext(out _below);
        return taken;
    }

    private bool TakeBelowUpTo(Address end, out ValuedRange next)
    {
        if (_below.Last < end)
            return TakeBelow(out next);
        next = _below;
        next.Last = end.Previous;
        _below.First = end;
        return true;
    }
}
