using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Following;
using IpBlock.Providers.Health;
using IpBlock.Time;

namespace IpBlock.Fleet.Sharing;

/// <summary>
/// Gives this server's votes when they have changed, and each minute; and hears the others'. Their votes suspend nothing: a list that most call unfit is probed here at once, and what that finds counts.
/// </summary>
/// <param name="health">The watch over the lists; null while there is none.</param>
/// <param name="clock">Where time comes from.</param>
/// <param name="notices">What the administrator should know goes there.</param>
internal sealed class HealthRound(Func<HealthWatch?> health, Clock clock, FleetNotices notices)
{
    private static readonly TimeSpan VotesEach = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DoubtsAgain = TimeSpan.FromMinutes(5);
    private readonly DateTimeOffset _startedAt = clock.UtcNow;
    private readonly Dictionary<string, TimeSpan> _doubted = new(StringComparer.Ordinal);
    private IReadOnlyList<HealthVote> _given = [];
    private TimeSpan _nextVote;

    /// <summary>What stands against this server, in a sentence; null when nothing does.</summary>
    public string? Odd { get; private set; }

    /// <summary>Votes, if there is something to say.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task VoteAsync(FleetDatabase database, CancellationToken stop)
    {
        if (health() is not { } watch)
            return;
        var votes = Look(watch).ConvertAll(HealthVote.Of);
        if (clock.Elapsed < _nextVote && votes.SequenceEqual(_given))
            return;
        if (!await VoteStore.VoteAsync(database, watch.NameServers, votes, stop).ConfigureAwait(false))
            return;
        (_given, _nextVote) = (votes, clock.Elapsed + VotesEach);
    }

    /// <summary>Hears what the others say.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task HearAsync(FleetDatabase database, CancellationToken stop)
    {
        if (health() is not { } watch)
        {
            // What was said of lists that nobody watches any more is over.
            Odd = null;
            notices.Odd([], null);
            return;
        }

        var counts = (await VoteStore.CountAsync(database, stop).ConfigureAwait(false)).ToDictionary(static count => count.List, StringComparer.Ordinal);
        var lists = Look(watch);
        Doubt(watch, lists, counts);
        var odd = new List<OddList>();
        foreach (var vote in lists.Select(HealthVote.Of).Where(static vote => vote.IsUnfit))
        {
            if (counts.TryGetValue(vote.List, out var others) && others.SaysWell)
                odd.Add(new OddList(vote.List, vote.State, vote.Answer, others));
        }

        Odd = odd.Count == 0 ? null : OddWords.Of(watch.NameServers, odd);
        notices.Odd([.. odd.Select(static one => one.List)], Odd);
    }

    private void Doubt(HealthWatch watch, List<ListStatus> lists, Dictionary<string, VoteCount> counts)
    {
        var doubted = new List<string>();
        foreach (var list in lists)
        {
            var vote = HealthVote.Of(list);
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
            watch.Doubt(doubted);
    }

    // Whoever is cut off, or has heard nothing of a list since the start, has nothing to say about it.
    private List<ListStatus> Look(HealthWatch watch) =>
        watch.IsCutOff ? [] : [.. watch.Lists.Where(list => list.Probed is not null || list.LastAnswer is not null || list.Report.Since > _startedAt).OrderBy(static list => list.Id, StringComparer.Ordinal)];
}
