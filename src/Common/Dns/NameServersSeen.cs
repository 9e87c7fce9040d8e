using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Dns;

/// <summary>What two resolvers have seen of the same name servers.</summary>
internal static class NameServersSeen
{
    /// <summary>The servers of the first, in its order; with what the second has seen of them.</summary>
    public static IReadOnlyList<NameServerStatus> Join(IReadOnlyList<NameServerStatus> first, IReadOnlyList<NameServerStatus> second) =>
        [.. first.Select(one => second.FirstOrDefault(other => other.EndPoint.Equals(one.EndPoint)) is { } seen ? Join(one, seen) : one)];

    private static NameServerStatus Join(NameServerStatus one, NameServerStatus other)
    {
        var later = other.LastFailure is not null && (one.LastFailure is null || other.LastFailureAt > one.LastFailureAt) ? other : one;
        return one with
        {
            IsAnswering = one.IsAnswering == true || other.IsAnswering == true ? true : one.IsAnswering ?? other.IsAnswering,
            LastAnswer = other.LastAnswer is { } answer && !(one.LastAnswer > answer) ? answer : one.LastAnswer,
            HasEdns = one.HasEdns ?? other.HasEdns,
            LastFailure = later.LastFailure,
            LastFailureAt = later.LastFailureAt,
        };
    }
}
