using System;

namespace IpBlock.Addresses.Sets;

/// <summary>Ranges of one family in order of address, none overlapping another, one after another.</summary>
internal abstract class RangeSource
{
    /// <summary>The next range, or false at the end.</summary>
    public abstract bool TryNext(out ValuedRange next);
}

/// <summary>A range and what it stands for.</summary>
internal struct ValuedRange
{
    public Address First;
    public Address Last;
    public byte Value;
}

/// <summary>No range.</summary>
internal sealed class NoRanges : RangeSource
{
    public override bool TryNext(out ValuedRange next)
    {
        next = default;
        return false;
    }
}
