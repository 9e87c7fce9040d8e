using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Following;
using IpBlock.Time;

namespace IpBlock.Fleet.Sharing;

/// <summary>
/// Gives this server's votes when they have changed, and each minute; and hears the others'. Their votes suspend nothing: a list that most call unfit is probed here at once, and what that finds counts.
/// </summary>
/// <param name="look">How the lists are here, and who watches them; null while nobody does.</param>
/// <param name="clock">Where time comes from.</param>
/// <param name="notices">What the administrator should know goes there.</param>
internal sealed class HealthRound(Func<(IListSight Sight, ListsSeen Seen)?> look, Clock clock, FleetNotices notices)
{
    private static readonly TimeSpan VotesEach = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DoubtsAgain = TimeSpan.FromMinutes(5);
    private readonly Dictionary<string, TimeSpan> _doubted = new(StringComparer.Ordinal);
    private IReadOnlyList<HealthVote> _given = [];
    private TimeSpan _nextVote;

    /// <summary>What stands against this server, in a sentence; null when nothing does.</summary>
    public string? Odd { get; private set; }

    /// <summary>Votes, if there is something to say.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task VoteAsync(FleetDatabase database, CancellationToken stop)
    {
        if (look() is not { Seen: var seen })
            return;
        var votes = seen.Lists.Select(static list => list.Vote).ToList();
        if (clock.Elapsed < _nextVote && votes.SequenceEqual(_given))
            return;
        if (!await VoteStore.VoteAsync(database, seen.NameServers, votes, stop).ConfigureAwait(false))
            return;
        (_given, _nextVote) = (votes, clock.Elapsed + VotesEach);
    }

    /// <summary>Hears what the others say.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task HearAsync(FleetDatabase database, CancellationToken stop)
    {
        if (look() is not { Sight: var sight, Seen: var seen })
        {
            // What was said of lists that nobody watches any more is over.
            Odd = null;
            notices.Odd([], null);
            return;
        }

        var counts = (await VoteStore.CountAsync(database, stop).ConfigureAwait(false)).ToDictionary(static count => count.List, StringComparer.Ordinal);
        Doubt(sight, seen.Lists, counts);
        var odd = new List<OddList>();
        foreach (var vote in seen.Lists.Select(static list => list.Vote).Where(static vote => vote.IsUnfit))
        {
            if (counts.TryGetValue(vote.List, out var others) && others.SaysWell)
                odd.Add(new OddList(vote.List, vote.State, vote.Answer, others));
        }

        Odd = odd.Count == 0 ? null : OddWords.Of(seen.NameServers, odd);
        notices.Odd([.. odd.Select(static one => one.List)], Odd);
    }

    private void Doubt(IListSight sight, IReadOnlyList<SeenList> lists, Dictionary<string, VoteCount> counts)
    {
        var doubted = new List<string>();
        foreach (var list in lists)
        {
            var vote = list.Vote;
            if (vote.IsUnfit || !counts.TryGetValue(vote.List, out var others) || !others.SaysUnfit)
            {
                _doubted.Remove(vote.List);
                continue;
            }

            if (_doubted.TryGetValue(vote.List, out var last) && clock.Elapsed - last < DoubtsAgain)
                continue;
            if (!_doubted.ContainsKey(vote.List))
                notices.Doubted(vote.List, others.OthersUnfit, others.OthersUnfit + others.OthersWell);
            _doubted[vote.List] = clock.Elapsed;
            doubted.Add(list.Id);
        }

        if (doubted.Count > 0)
            sight.Doubt(doubted);
    }
}
