using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Providers.Health;

/// <summary>
/// Tells a list that is silent from a network that is. If another list has answered lately, the list is to blame. If none has, all are probed; when they all stay silent, the name servers are asked for names that
/// belong to no list. Only when these lead nowhere either, the name servers or the line are to blame: what one list does, or does to the name servers, can look like the silence of all.
/// </summary>
internal sealed class NetworkWatch
{
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(5);
    private TimeSpan? _doubtedSince;

    public bool IsDown { get; private set; }

    public bool NeedsCanary { get; private set; }

    /// <summary>Looks at the lists that are asked; returns those that are to blame for their silence.</summary>
    public IReadOnlyList<WatchedList> Judge(IReadOnlyList<WatchedList> active, TimeSpan now)
    {
        var silent = active.Where(static list => list.Watch.LooksSilent).ToList();
        NeedsCanary = false;
        if (silent.Count == 0 || IsDown)
        {
            _doubtedSince = null;
            return [];
        }

        var others = active.Where(static list => !list.Watch.LooksSilent).ToList();
        // An answer from before the silence proves nothing.
        var since = silent.Max(static list => list.Watch.SuspectSince);
        if (others.Any(other => other.Watch.LastAnswer >= since && now - other.Watch.LastAnswer < Lately))
        {
            _doubtedSince = null;
            return silent;
        }

        _doubtedSince ??= now;
        if (others.All(static other => other.Watch.IsSuspect))
        {
            NeedsCanary = true;
            return [];
        }

        foreach (var other in others)
            other.Watch.Suspect(now);
        // They have been heard by now, or will not be: no proof against the network.
        return now - _doubtedSince > Lately ? silent : [];
    }

    /// <summary>The name servers lead nowhere.</summary>
    public void CanaryDied()
    {
        IsDown = true;
        _doubtedSince = null;
    }

    /// <summary>Somebody has answered.</summary>
    public void IsBack() => IsDown = false;
}
