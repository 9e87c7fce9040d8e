using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Fleet;
using IpBlock.Fleet.Log.Asking;
using IpBlock.LogIndex;
using IpBlock.LogIndex.Asking;
using IpBlock.Manager.Pages.Servers;
using IpBlock.Time;
using Npgsql;

namespace IpBlock.Manager.Hosting;

/// <summary>
/// The log of all servers of the fleet, and while its database is away the log of this server. It is asked over three connections at most, which stay open.
/// </summary>
public sealed class FleetQuestions(string settingsPath, ILogQuestions local, Clock clock) : ILogQuestions, IAsyncDisposable
{
    private const int AtATime = 3;
    private const long Nowhere = -1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    // Servers upload each half minute; a page that is watched is read anew that often.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    // No log is kept longer than the longest log.fleetMaxAge.
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(3660);

    private readonly SemaphoreSlim _turns = new(AtATime);
    private readonly ConcurrentBag<FleetLogReader> _idle = [];
    private TimeSpan _retryAt;
    private volatile string? _away;

    /// <summary>Why the database cannot be asked, so that the log of this server is shown; null when it can.</summary>
    public string? Away => _away;

    // Of the fleet's log there is no place: only what is read while it is away can be followed.
    /// <inheritdoc/>
    public long Position => _away is null ? Nowhere : local.Position;

    private bool IsWorthAsking => _away is null || clock.Elapsed >= _retryAt;

    /// <inheritdoc/>
    public Task<LogAnswer<LogPage>> PageAsync(LogFilter filter, int size, DecisionKey? before = null, CancellationToken cancellation = default)
    {
        (DateTimeOffset, long)? last = before is { } key ? (new DateTimeOffset(key.Ticks, TimeSpan.Zero), key.Number) : null;
        return AskAsync(
            filter,
            async reader =>
            {
                var found = await reader.PageAsync(FilterOf(filter), size + 1, last, cancellation).ConfigureAwait(false);
                var shown = found.Take(size).Select(Shown).ToList();
                return new LogPage(shown, found.Count > size ? shown[^1].Key : null);
            },
            () => local.PageAsync(filter, size, before, cancellation),
            new LogPage([], null),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<LogAnswer<LogCount>> CountAsync(LogFilter filter, long bound = 10_000, CancellationToken cancellation = default) => AskAsync(
        filter,
        async reader =>
        {
            var count = await reader.CountAsync(FilterOf(filter), bound, cancellation).ConfigureAwait(false);
            return new LogCount(Math.Min(count, bound), count > bound);
        },
        () => local.CountAsync(filter, bound, cancellation),
        new LogCount(0, IsMore: false),
        cancellation);

    /// <inheritdoc/>
    public async Task<LogAnswer<IReadOnlyList<LogGroup>>> GroupsAsync(LogFilter filter, LogGrouping grouping, int most = 100, CancellationToken cancellation = default)
    {
        var missing = 0L;
        var answer = await AskAsync(
            filter?.RefusalOf(grouping) is { } refusal ? throw new ArgumentException(refusal, nameof(filter)) : filter!,
            async reader =>
            {
                var found = await reader.GroupsAsync(FilterOf(filter!), GroupingOf(grouping), most, cancellation).ConfigureAwait(false);
                missing = found.MayBeMissing;
                return (IReadOnlyList<LogGroup>)[.. found.Groups.Select(static group => new LogGroup(group.Name, group.Decisions, group.Refusals, group.Last))];
            },
            () => grouping == LogGrouping.Member ? Task.FromResult(OnlyHere<IReadOnlyList<LogGroup>>([])) : local.GroupsAsync(filter!, grouping, most, cancellation),
            [],
            cancellation).ConfigureAwait(false);
        return missing > 0 ? answer with { Note = NoteOf(missing) } : answer;
    }

    /// <inheritdoc/>
    public Task<LogAnswer<IReadOnlyList<HourSum>>> HoursAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellation = default) => AskAsync(
        new LogFilter(),
        async reader => (IReadOnlyList<HourSum>)[
            .. (await reader.HoursAsync(since, until, byServer: false, cancellation).ConfigureAwait(false))
                .Select(static sum => new HourSum(sum.Hour, sum.Provider, (LoggedAction)sum.Outcome, sum.Decisions)),
        ],
        () => local.HoursAsync(since, until, cancellation),
        [],
        cancellation);

    /// <inheritdoc/>
    public Task<LogAnswer<IReadOnlyList<MonthSum>>> MonthsAsync(CancellationToken cancellation = default) => AskAsync(
        new LogFilter(),
        async reader => MonthsOf(await reader.HoursAsync(clock.UtcNow - LongestKept, clock.UtcNow, byServer: false, cancellation).ConfigureAwait(false)),
        () => local.MonthsAsync(cancellation),
        [],
        cancellation);

    /// <inheritdoc/>
    public Task<LogAnswer<IndexedDecision?>> DecisionAsync(DecisionKey key, bool hidesMailboxes, CancellationToken cancellation = default) => AskAsync(
        new LogFilter(),
        async reader => await reader.FindAsync(new DateTimeOffset(key.Ticks, TimeSpan.Zero), key.Number, hidesMailboxes, cancellation).ConfigureAwait(false) is { } found ? Shown(found) : null,
        () => local.DecisionAsync(key, hidesMailboxes, cancellation),
        null,
        cancellation);

    // What is logged here may be put only on top of what was read here, and no longer than the fleet's log is away: else the page is to be read anew.
    /// <inheritdoc/>
    public Task<LogAnswer<TailBatch>> TailAsync(LogFilter filter, long position, int most = 1_000, CancellationToken cancellation = default) =>
        position == Nowhere || IsWorthAsking || filter?.Member is not null
            ? Task.FromResult(new LogAnswer<TailBatch>(new TailBatch([], position, IsCut: true)))
            : local.TailAsync(filter!, position, most, cancellation);

    /// <inheritdoc/>
    public async Task WaitAsync(long position, CancellationToken cancellation)
    {
        if (position == Nowhere)
        {
            await clock.Delay(BetweenLooks, cancellation).ConfigureAwait(false);
            return;
        }

        // A server without mail goes back to the fleet's log too.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var first = await Task.WhenAny(local.WaitAsync(position, over.Token), clock.Delay(RetryAfter, over.Token)).ConfigureAwait(false);
            await first.ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What is known of all servers; null while the database is away.</summary>
    public Task<LogAnswer<IReadOnlyList<ServerStanding>?>> ServersAsync(CancellationToken cancellation) => AskAsync(
        new LogFilter(),
        async reader => (IReadOnlyList<ServerStanding>?)ServerStanding.Of(
            await reader.MembersAsync(cancellation).ConfigureAwait(false),
            await reader.ServersAsync(cancellation).ConfigureAwait(false),
            await reader.HealthAsync(cancellation).ConfigureAwait(false)),
        () => Task.FromResult(new LogAnswer<IReadOnlyList<ServerStanding>?>(null, _away)),
        null,
        cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var reader))
            await reader.DisposeAsync().ConfigureAwait(false);
        _turns.Dispose();
    }

    private async Task<LogAnswer<T>> AskAsync<T>(LogFilter filter, Func<FleetLogReader, Task<T>> ask, Func<Task<LogAnswer<T>>> askHere, T nothing, CancellationToken cancellation)
    {
        if (filter.Refusal is { } refusal)
            throw new ArgumentException(refusal, nameof(filter));
        if (IsWorthAsking)
        {
            await _turns.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                // Who had the turn before may have found that the database is away: not each who waits is to wait for it too.
                if (IsWorthAsking)
                {
                    var answer = new LogAnswer<T>(await AskAsync(ask, cancellation).ConfigureAwait(false));
                    _away = null;
                    return answer;
                }
            }
            catch (FleetException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled })
            {
                cancellation.ThrowIfCancellationRequested();
                return new LogAnswer<T>(nothing, failure.Message);
            }
            catch (FleetException failure)
            {
                cancellation.ThrowIfCancellationRequested();
                _retryAt = clock.Elapsed + RetryAfter;
                _away = failure.Message;
            }
            finally
            {
                _turns.Release();
            }
        }

        return filter.Member is null ? await askHere().ConfigureAwait(false) : OnlyHere(nothing);
    }

    private async Task<T> AskAsync<T>(Func<FleetLogReader, Task<T>> ask, CancellationToken cancellation)
    {
        // One that was open before may have been broken by a restart of the database: then a new one is tried.
        while (_idle.TryTake(out var old))
        {
            try
            {
                var answer = await ask(old).ConfigureAwait(false);
                _idle.Add(old);
                return answer;
            }
            catch (FleetException) when (!old.IsOpen)
            {
                await old.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await KeepAsync(old).ConfigureAwait(false);
                throw;
            }
        }

        var reader = await FleetLogReader.OpenAsync(settingsPath, Patience, cancellation).ConfigureAwait(false);
        try
        {
            return await ask(reader).ConfigureAwait(false);
        }
        finally
        {
            await KeepAsync(reader).ConfigureAwait(false);
        }
    }

    private async Task KeepAsync(FleetLogReader reader)
    {
        if (reader.IsOpen)
            _idle.Add(reader);
        else
            await reader.DisposeAsync().ConfigureAwait(false);
    }

    private static LogAnswer<T> OnlyHere<T>(T nothing) => new(nothing, "The database of the fleet cannot be queried: only the log of this server is shown.");

    private static string NoteOf(long missing) => string.Create(
        CultureInfo.InvariantCulture,
        $"For past days, the database keeps only the sums of the most frequent values. The numbers are exact, but other values with up to {missing:N0} decisions may be missing.");

    private static IReadOnlyList<MonthSum> MonthsOf(IEnumerable<FleetHour> hours) =>
    [
        .. from hour in hours
           group hour.Decisions by (Month: new DateTimeOffset(hour.Hour.Year, hour.Hour.Month, 1, 0, 0, 0, TimeSpan.Zero), Action: (LoggedAction)hour.Outcome) into sum
           orderby sum.Key.Month descending, sum.Key.Action
           select new MonthSum(sum.Key.Month, sum.Key.Action, sum.Sum()),
    ];

    private static IndexedDecision Shown(FleetDecision decision) =>
        new(new DecisionKey(decision.Record.Timestamp.UtcTicks, decision.Number), decision.Record, "") { Member = decision.Server };

    private static FleetLogGrouping GroupingOf(LogGrouping grouping) => grouping switch
    {
        LogGrouping.Member => FleetLogGrouping.Server,
        LogGrouping.Server => FleetLogGrouping.Endpoint,
        _ => Enum.Parse<FleetLogGrouping>(grouping.ToString()),
    };

    private static FleetLogFilter FilterOf(LogFilter filter) => new()
    {
        Since = filter.Since,
        Until = filter.Until,
        Server = filter.Member,
        Clients = filter.Clients,
        Recipient = Holding(filter.Recipient),
        Sender = Holding(filter.Sender),
        Provider = filter.Provider,
        Rule = filter.Rule,
        Outcomes = filter.Actions?.Select(static action => (DecisionOutcome)action).ToList(),
        Endpoint = filter.Server,
        Event = filter.Event,
        Policy = filter.Policy,
        Session = filter.Session,
        Reason = filter.Reason,
        Text = filter.Text,
        HidesMailboxes = filter.HidesMailboxes,
    };

    // A whole address is found by an index, a part of one by looking through all.
    private static string? Holding(string? mailbox) =>
        mailbox is null || mailbox.Contains('*', StringComparison.Ordinal) || mailbox.IndexOf('@', StringComparison.Ordinal) > 0 ? mailbox : "*" + mailbox + "*";
}
