using System;

namespace IpBlock.Providers.Braking;

/// <summary>Who has been counted in this stretch of time, so that a client that hammers at the door counts once. 4096 places, of which a newcomer takes another's: then somebody is counted twice, and no more.</summary>
internal sealed class RecentClients
{
    private static readonly TimeSpan Stretch = TimeSpan.FromMinutes(10);
    private readonly ulong[] _seen = new ulong[4096];

    /// <summary>True when the client has not been seen in this stretch.</summary>
    public bool Add(ulong key, TimeSpan now)
    {
        var mark = key ^ (ulong)(now.Ticks / Stretch.Ticks) * 0x9E3779B97F4A7C15;
        ref var place = ref _seen[key >> 52];
        if (place == mark)
            return false;
        place = mark;
        return true;
    }
}
