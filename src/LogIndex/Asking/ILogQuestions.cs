using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.LogIndex.Asking;

/// <summary>
/// What a log can be asked, by any thread, wherever it is kept. A filter that its viewer may not use (<see cref="LogFilter.Refusal"/>) is an error of the caller.
/// </summary>
public interface ILogQuestions
{
    /// <summary>
    /// The place in the log behind which <see cref="TailAsync"/> begins for who has just read a page. Read it before the page: what comes in between is then
    /// in both, and not in none.
    /// </summary>
    long Position { get; }

    /// <summary>Decisions, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="size">How many at most: 1 to 1,000.</param>
    /// <param name="before">Only those behind this key, from <see cref="LogPage.Next"/>; null for the newest.</param>
    /// <param name="cancellation">Ends the search.</param>
    Task<LogAnswer<LogPage>> PageAsync(LogFilter filter, int size, DecisionKey? before = null, CancellationToken cancellation = default);

    /// <summary>How many decisions meet a filter, counted up to a bound.</summary>
    Task<LogAnswer<LogCount>> CountAsync(LogFilter filter, long bound = 10_000, CancellationToken cancellation = default);

    /// <summary>The decisions that meet a filter, put together; the largest groups first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="grouping">By what.</param>
    /// <param name="most">How many groups at most.</param>
    /// <param name="cancellation">Ends the search.</param>
    Task<LogAnswer<IReadOnlyList<LogGroup>>> GroupsAsync(LogFilter filter, LogGrouping grouping, int most = 100, CancellationToken cancellation = default);

    /// <summary>
    /// How many decisions there were in each hour from the one in which <paramref name="since"/> lies up to the one in which <paramref name="until"/> lies,
    /// by list and outcome.
    /// </summary>
    Task<LogAnswer<IReadOnlyList<HourSum>>> HoursAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellation = default);

    /// <summary>How many decisions there were in each month that the log has, by outcome; the newest first.</summary>
    Task<LogAnswer<IReadOnlyList<MonthSum>>> MonthsAsync(CancellationToken cancellation = default);

    /// <summary>One decision with its steps; null when it is not there any more.</summary>
    Task<LogAnswer<IndexedDecision?>> DecisionAsync(DecisionKey key, bool hidesMailboxes, CancellationToken cancellation = default);

    /// <summary>What has been logged behind a position, as far as it meets the filter.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="position">From <see cref="Position"/> or the batch before.</param>
    /// <param name="most">How many at most, the newest: 1 to 1,000.</param>
    /// <param name="cancellation">Ends the search.</param>
    Task<LogAnswer<TailBatch>> TailAsync(LogFilter filter, long position, int most = 1_000, CancellationToken cancellation = default);

    /// <summary>Completes once something may have been logged behind a position.</summary>
    Task WaitAsync(long position, CancellationToken cancellation);
}
