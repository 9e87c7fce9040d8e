using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Providers.Usage;

/// <summary>Keeps count of how often each list is asked, by its kind and name. Outlives the settings: a change of them loses no count.</summary>
public sealed class UsageBook
{
    private readonly Dictionary<(ProviderKind Kind, string Name), UsageTally> _tallies = [];
    private readonly object _talliesLock = new();

    internal UsageTally Of(ProviderKind kind, string name)
    {
        lock (_talliesLock)
        {
            if (!_tallies.TryGetValue((kind, name), out var tally))
                _tallies[(kind, name)] = tally = new UsageTally();
            return tally;
        }
    }

    /// <summary>From now on these lists are in use. What is still heard of others is kept until it is taken.</summary>
    internal void Use(IReadOnlyList<Provider> providers)
    {
        lock (_talliesLock)
        {
            foreach (var tally in _tallies.Values)
                tally.IsInUse = false;
            foreach (var provider in providers)
                Of(provider.Kind, provider.Name).IsInUse = true;
        }
    }

    /// <summary>All that has been counted of the lists in use, whatever of it was taken.</summary>
    internal Dictionary<(ProviderKind Kind, string Name), UsageCounts> Totals() => SoFar().ToDictionary(static list => (list.Kind, list.Name), static list => list.Counts);

    /// <summary>The same with how long the answers together took, which is written nowhere.</summary>
    internal List<UsageSoFar> SoFar()
    {
        lock (_talliesLock)
        {
            var all = new List<UsageSoFar>();
            foreach (var entry in _tallies)
            {
                if (entry.Value.IsInUse)
                    all.Add(new UsageSoFar(entry.Key.Kind, entry.Key.Name, entry.Value.Total(), entry.Value.Waited));
            }

            return all;
        }
    }

    /// <summary>The counts of those that have been asked; all begin anew.</summary>
    internal List<(ProviderKind Kind, string Name, UsageCounts Counts)> Take()
    {
        lock (_talliesLock)
        {
            var taken = new List<(ProviderKind Kind, string Name, UsageCounts Counts)>();
            var idle = new List<(ProviderKind Kind, string Name)>();
            foreach (var entry in _tallies)
            {
                var counts = entry.Value.Take();
                if (!counts.IsEmpty)
                    taken.Add((entry.Key.Kind, entry.Key.Name, counts));
                else if (!entry.Value.IsInUse)
                    idle.Add(entry.Key);
            }

            foreach (var key in idle)
                _tallies.Remove(key);
            return taken;
        }
    }
}
