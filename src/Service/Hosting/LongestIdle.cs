using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Service.Hosting;

/// <summary>
/// Who has to go when there is no place left: connections on which nothing was ever asked, the oldest first, then those that have been idle longest. A mail server
/// opens another one when it needs it. Nobody goes who waits for an answer of ours.
/// </summary>
internal static class LongestIdle
{
    // Some at a time: to look at all of them for each that comes would be a way to keep us busy.
    private const int Share = 64;

    /// <summary>Closes a few of these connections, one at the least.</summary>
    /// <param name="open">All of them.</param>
    /// <param name="since">Whoever is idle only since then stays.</param>
    /// <returns>How many were closed; 0 when all are being served, or have only just come.</returns>
    public static int Close(IEnumerable<ConnectionPlace> open, TimeSpan since)
    {
        var all = open.Select(static one => (Place: one, one.Stall.HasAsked, Since: one.Stall.WaitingSince)).ToList();

        // In a flood most have only just come. Soon they will be the first to go, and until then nobody goes who has asked.
        var haveJustCome = all.Count(one => !one.HasAsked && (one.Since == 0 || one.Since > since.Ticks));
        var mayGo = all.FindAll(one => one.Since > 0 && one.Since <= since.Ticks && (!one.HasAsked || haveJustCome <= all.Count / 2));
        mayGo.Sort(static (one, other) => one.HasAsked != other.HasAsked ? one.HasAsked.CompareTo(other.HasAsked) : one.Since.CompareTo(other.Since));
        return mayGo.Take(1 + mayGo.Count / Share).Count(static one => one.Place.TryEnd("Closed to accept a new connection."));
    }
}
