using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace IpBlock.Tests;

/// <summary>Properties, held against random samples. While the code is mutated they are fewer and smaller: it is many times slower then, and hundreds of mutants meet them.</summary>
internal static class Sampled
{
    /// <summary>For a test whose point is a great number of something.</summary>
    public static void NotWhileMutated()
    {
#if MUTATED
        Xunit.Assert.Skip("It would take too long with each mutant.");
#endif
    }

    /// <summary>This many, and a hundredth of it while mutated: for packets and rounds that are random.</summary>
    public static int Times(int times)
    {
#if MUTATED
        return Math.Max(5, times / 100);
#else
        return times;
#endif
    }

    /// <summary>All cases, and one in seven while mutated.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> cases)
    {
#if MUTATED
        return cases.Where(static (_, i) => i % 7 == 0);
#else
        return cases;
#endif
    }

    public static void Check(Property property, int times = 100)
    {
#if MUTATED
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(Math.Max(20, times / 10)).WithEndSize(20), property);
#else
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), property);
#endif
    }
}
