using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Providers.Health;

/// <summary>
/// Recognises name servers that take addresses in 127.0.0.0/8 out of answers (protection against DNS rebinding: dnsmasq, pfSense, many routers). Through them every list looks as if it listed nobody, and nothing else
/// looks wrong. Proof is a test entry that has a TXT record and no A record; where lists have no TXT records, that all of them, of several, have an empty test entry at once.
/// </summary>
internal sealed class AnswerStripping
{
    private readonly HashSet<WatchedList> _empty = [];
    private bool _told;

    /// <summary>Takes what a probe has found; true when it is now known, and was not before.</summary>
    public bool IsNews(WatchedList list, ProbeResult found, IReadOnlyCollection<WatchedList> all)
    {
        if (found.HasTestEntry == true)
        {
            _empty.Remove(list);
            _told = false;
            return false;
        }

        if (found.IsEntryEmpty)
            _empty.Add(list);
        var known = found.IsStripped || (all.Count > 1 && all.All(_empty.Contains));
        var isNews = known && !_told;
        _told |= known;
        return isNews;
    }
}
