using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using IpBlock.Lists;
using IpBlock.Time;

namespace IpBlock.Service.Metrics;

/// <summary>What is measured of lists in files. Which lists there are changes with the settings, so each page asks anew.</summary>
internal sealed class FeedMetrics
{
    private readonly LabelledCounter _updates;

    public FeedMetrics(Meter meter, ListStore lists, Clock clock)
    {
        Gauge("ipblock_list_entries", "Entries of an active list.", static list => list.Entries);
        Gauge("ipblock_list_age_seconds", "Time since a list was written or confirmed to be up to date.", list => list.IsLoaded ? (clock.UtcNow - list.Refreshed).TotalSeconds : double.NaN);
        Gauge("ipblock_list_in_force", "1 if a list is active; 0 if it has never been valid, or was not refreshed for too long.", list => list.IsLoaded && !list.IsSilent(clock.UtcNow) ? 1 : 0);
        Gauge("ipblock_list_trouble", "1 if the file of a list cannot be used; the previous version may be active.", static list => list.Trouble is null ? 0 : 1);
        meter.CreateObservableGauge<double>("ipblock_lists_memory_bytes", () => lists.Current.MemoryBytes, unit: null, "Memory of the address sets.");
        _updates = new LabelledCounter(meter, "ipblock_list_updates_total", "Attempts to fetch a list, by result.", "list", "result");

        void Gauge(string name, string help, Func<LoadedList, double> read) =>
            meter.CreateObservableGauge(name, () => lists.Current.All.Select(list => new Measurement<double>(read(list), new KeyValuePair<string, object?>("list", list.Settings.Name))), unit: null, help);
    }

    public void Updated(string list, FeedResult result) => _updates.Add(list, result.ToString());
}
