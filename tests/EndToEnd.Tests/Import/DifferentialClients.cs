using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace IpBlock.EndToEnd.Import;

/// <summary>The clients that a configuration is asked about. The last 16 bits of an address say on which listings it is.</summary>
public static class DifferentialClients
{
    /// <summary>More listings do not fit into an address.</summary>
    public const int MaxListings = 16;

    private const int AllUpTo = 6;
    private const int Seeded = 200;

    /// <summary>11.0.0.0/8 is public, and never asked in truth: the only name server here is the test's own.</summary>
    public static string Address(int network, uint listings) =>
        string.Create(CultureInfo.InvariantCulture, $"11.{network}.{listings >> 8}.{listings & 255}");

    /// <summary>Every combination of up to six listings; beyond that none, each alone, all pairs, and 200 that the seed chooses.</summary>
    public static IReadOnlyList<uint> Combinations(int listings, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(listings, MaxListings);
        if (listings <= AllUpTo)
            return [.. Enumerable.Range(0, 1 << listings).Select(bits => (uint)bits)];
        var chosen = new SortedSet<uint> { 0 };
        for (var first = 0; first < listings; first++)
        {
            for (var second = first; second < listings; second++)
                chosen.Add((1u << first) | (1u << second));
        }

        // Seeded, so that a run can be repeated; 200 more than the pairs, or as many as there are.
        var random = new Random(seed);
        var wanted = Math.Min(chosen.Count + Seeded, 1 << listings);
        while (chosen.Count < wanted)
            chosen.Add((uint)random.Next(1 << listings));
        return [.. chosen];
    }

    public static IReadOnlyList<DifferentialQuestion> Questions(DifferentialCase configuration, int seed) =>
    [
        .. from listings in Combinations(configuration.Listings.Count, seed)
           from network in configuration.Networks
           from envelope in configuration.Envelopes
           select new DifferentialQuestion(Address(network, listings), listings, envelope),
    ];
}
