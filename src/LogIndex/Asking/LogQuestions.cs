using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.LogIndex.Filling;
using Microsoft.Data.Sqlite;

namespace IpBlock.LogIndex.Asking;

/// <summary>
/// What the index can be asked, by any thread. Each question is answered by a thread of the pool, from one state of the index; four at a time, so that many
/// viewers take neither all threads nor much memory. A filter that its viewer may not use (<see cref="LogFilter.Refusal"/>) is an error of the caller.
/// </summary>
public sealed class LogQuestions : ILogQuestions, IDisposable
{
    private const int AtATime = 4;
    private const int MaxRows = 1_000;

    private readonly SemaphoreSlim _turns = new(AtATime);
    private readonly string _log;
    private readonly IndexFiller _filler;
    private readonly LiveTail _tail;

    internal LogQuestions(string log, IndexFiller filler, LiveTail tail)
    {
        _log = log;
        _filler = filler;
        _tail = tail;
    }

    /// <inheritdoc/>
    public long Position => _tail.Position;

    /// <inheritdoc/>
    public Task<LogAnswer<LogPage>> PageAsync(LogFilter filter, int size, DecisionKey? before = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxRows);
        return AskAsync(filter, filter?.Refusal, session => session.Page(size, before), new LogPage([], null), cancellation);
    }

    /// <inheritdoc/>
    public Task<LogAnswer<LogCount>> CountAsync(LogFilter filter, long bound = 10_000, CancellationToken cancellation = default) =>
        AskAsync(filter, filter?.Refusal, session => session.Count(bound), new LogCount(0, IsMore: false), cancellation);

    /// <inheritdoc/>
    public Task<LogAnswer<IReadOnlyList<LogGroup>>> GroupsAsync(
        LogFilter filter, LogGrouping grouping, int most = 100, CancellationToken cancellation = default) =>
        AskAsync(filter, filter?.RefusalOf(grouping), session => session.Groups(grouping, most), (IReadOnlyList<LogGroup>)[], cancellation);

    /// <inheritdoc/>
    public Task<LogAnswer<IReadOnlyList<HourSum>>> HoursAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellation = default) =>
        AskAsync(new LogFilter(), null, session => session.Hours(since, until), (IReadOnlyList<HourSum>)[], cancellation);

    /// <inheritdoc/>
    public Task<LogAnswer<IReadOnlyList<MonthSum>>> MonthsAsync(CancellationToken cancellation = default) =>
        AskAsync(new LogFilter(), null, static session => session.Months(), (IReadOnlyList<MonthSum>)[], cancellation);

    /// <inheritdoc/>
    public Task<LogAnswer<IndexedDecision?>> DecisionAsync(DecisionKey key, bool hidesMailboxes, CancellationToken cancellation = default) =>
        AskAsync(new LogFilter { HidesMailboxes = hidesMailboxes }, null, session => session.Decision(key), (IndexedDecision?)null, cancellation);

    /// <inheritdoc/>
    public Task<LogAnswer<TailBatch>> TailAsync(LogFilter filter, long position, int most = MaxRows, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MaxRows);
        var (places, isCut, newest) = _tail.After(position);
        if (places.Count == 0)
            return Task.FromResult(new LogAnswer<TailBatch>(new TailBatch([], newest, isCut)));
        var nothing = new TailBatch([], position, IsCut: false);
        return AskAsync(filter, filter?.Refusal, session => new TailBatch(session.Among(places, most), newest, isCut), nothing, cancellation);
    }

    /// <inheritdoc/>
    public Task WaitAsync(long position, CancellationToken cancellation) => _tail.WaitAsync(position, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async Task<LogAnswer<T>> AskAsync<T>(LogFilter? filter, string? refusal, Func<QuerySession, T> ask, T nothing, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (refusal is not null)
            throw new ArgumentException(refusal, nameof(filter));
        if (_filler.Path is not { } path)
            return new LogAnswer<T>(nothing, _filler.Status.Problem);
        await _turns.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Answer(path, filter, ask, nothing, cancellation), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    private LogAnswer<T> Answer<T>(string path, LogFilter filter, Func<QuerySession, T> ask, T nothing, CancellationToken cancellation)
    {
        try
        {
            using var session = new QuerySession(path, _log, filter, cancellation);
            var answer = ask(session);
            if (session.IsDoubtful)
                _filler.ReportDoubt();
            return new LogAnswer<T>(answer);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == Sql.Interrupted)
        {
            cancellation.ThrowIfCancellationRequested();
            return new LogAnswer<T>(nothing, failure.Message);
        }
        catch (SqliteException failure) when (failure.IsDamage())
        {
            _filler.ReportDamage();
            return new LogAnswer<T>(nothing, "The index of the log is damaged; it is being rebuilt from the log. Try again in a minute.");
        }
        catch (SqliteException failure)
        {
            return new LogAnswer<T>(nothing, $"The index of the log cannot be read: {failure.Message}.");
        }
        catch (IOException failure)
        {
            return new LogAnswer<T>(nothing, $"The log cannot be read: {failure.Message}");
        }
    }
}
