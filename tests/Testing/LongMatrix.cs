using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Testing;

/// <summary>Tables of cases that are too long for every run: <c>./test.sh --all</c> plays them whole, <c>./test.sh</c> in part, which is always the same part.</summary>
public static class LongMatrix
{
    /// <summary>True where IPBLOCK_TESTS is <c>all</c>.</summary>
    public static bool IsWhole => string.Equals(Environment.GetEnvironmentVariable("IPBLOCK_TESTS"), "all", StringComparison.Ordinal);

    /// <summary>All cases, or as many as <paramref name="part"/>, taken evenly from the first to the last.</summary>
    public static IEnumerable<T> Cases<T>(IReadOnlyList<T> all, int part) =>
        IsWhole || all.Count <= part ? all : Enumerable.Range(0, part).Select(i => all[(int)((long)i * (all.Count - 1) / Math.Max(1, part - 1))]);
}
