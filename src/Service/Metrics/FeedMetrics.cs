using System;
using System.Collections.Generic;
using System.Text;
using IpBlock.Lists;
using IpBlock.Time;

namespace IpBlock.Service.Metrics;

/// <summary>What the metrics page says of lists in files. Which lists there are changes with the settings, so each page asks anew.</summary>
internal sealed class FeedMetrics
{
    private readonly Counters<(string List, string Result)> _updates;

    public FeedMetrics(ListStore lists, Clock clock)
    {
        _updates = new Counters<(string, string)>("ipblock_list_updates_total", "Attempts to fetch a list, by how they ended.", ["list", "result"], static key => [key.Item1, key.Item2]);
        All =
        [
            new ListReadings("ipblock_list_entries", "Entries of a list in force.", lists, static list => list.Entries),
            new ListReadings("ipblock_list_age_seconds", "How long ago a list was written or found to be up to date.", lists, list => list.IsLoaded ? (clock.UtcNow - list.Refreshed).TotalSeconds : double.NaN),
            new ListReadings("ipblock_list_in_force", "1 when a list is in force; 0 when it has never been good, or has not been refreshed for too long.", lists, list => list.IsLoaded && !list.IsSilent(clock.UtcNow) ? 1 : 0),
            new ListReadings("ipblock_list_trouble", "1 when the file of a list cannot be used as it is; what it was before may be in force.", lists, static list => list.Trouble is null ? 0 : 1),
            new Readings("ipblock_lists_memory_bytes", "gauge", "Memory of the sets that clients are looked up in.").Reads(() => lists.Current.MemoryBytes),
            _updates,
        ];
    }

    public IReadOnlyList<Metric> All { get; }

    public void Updated(string list, FeedResult result) => _updates.Add((list, result.ToString()));

    private sealed class ListReadings(string name, string help, ListStore lists, Func<LoadedList, double> read) : Metric(name, "gauge", help)
    {
        protected override void AppendSamples(StringBuilder text)
        {
            foreach (var list in lists.Current.All)
                AppendSample(text, Name, Label("list", list.Settings.Name), read(list));
        }
    }
}
