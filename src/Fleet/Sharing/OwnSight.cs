using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Providers.Health;
using IpBlock.Time;

namespace IpBlock.Fleet.Sharing;

/// <summary>The lists as this process watches them, whose mail server asks it.</summary>
internal sealed class OwnSight(FilterEngine engine, Clock clock) : IListSight
{
    private readonly DateTimeOffset _startedAt = clock.UtcNow;

    private HealthWatch? Watch => engine.Health is { IsWatching: true } watch ? watch : null;

    public ListsSeen? Look() => Watch is not { } watch
        ? null
        : new ListsSeen(watch.NameServers, watch.IsCutOff ? [] : [.. watch.Lists.Where(IsHeard).Select(static list => new SeenList(list.Id, HealthVote.Of(list))).OrderBy(static list => list.Id, StringComparer.Ordinal)]);

    public void Doubt(IReadOnlyCollection<string> ids) => Watch?.Doubt(ids);

    private bool IsHeard(ListStatus list) => list.Probed is not null || list.LastAnswer is not null || list.Report.Since > _startedAt;
}
