using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Lists;

namespace IpBlock.Administration.Feeds;

/// <summary>In what two versions of a list differ. Host names are not compared.</summary>
public sealed class VersionDifference
{
    private const int MaxShown = 50;

    private VersionDifference(int before, int after)
    {
        Before = before;
        After = after;
    }

    /// <summary>The entries of the version in force; 0 when there is none.</summary>
    public int Before { get; }

    /// <summary>The entries of the new version.</summary>
    public int After { get; }

    /// <summary>Why the new version cannot be read; null when it can.</summary>
    public string? Refusal { get; private init; }

    /// <summary>How many ranges of the new version are not wholly in the one in force.</summary>
    public int Added { get; private init; }

    /// <summary>How many ranges of the version in force are not wholly in the new one.</summary>
    public int Removed { get; private init; }

    /// <summary>The first of the ranges that are added, in order of address; 50 at the most.</summary>
    public IReadOnlyList<AddressRange> FirstAdded { get; private init; } = [];

    /// <summary>The first of the ranges that are removed, in order of address; 50 at the most.</summary>
    public IReadOnlyList<AddressRange> FirstRemoved { get; private init; } = [];

    internal static VersionDifference Between(ListContent? before, ListContent? after)
    {
        var (old, fresh) = (before?.Set ?? IpSet.Empty, after?.Set ?? IpSet.Empty);
        var added = Missing(fresh, old).ToList();
        var removed = Missing(old, fresh).ToList();
        return new VersionDifference(before?.Report.Entries ?? 0, after?.Report.Entries ?? 0)
        {
            Refusal = after?.Report.Refusal,
            Added = added.Count,
            Removed = removed.Count,
            FirstAdded = [.. added.Take(MaxShown)],
            FirstRemoved = [.. removed.Take(MaxShown)],
        };
    }

    // Ranges of a set are joined where they touch: what lies wholly in the other lies in one range of it.
    private static IEnumerable<AddressRange> Missing(IpSet one, IpSet other) => one.Ranges.Select(static range => range.Range)
        .Where(range => !(other.FirstOverlap(range) is { } overlap && overlap.Range.Contains(range.First) && overlap.Range.Contains(range.Last)));
}
