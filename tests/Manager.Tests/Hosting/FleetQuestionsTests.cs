using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.LogIndex;
using IpBlock.LogIndex.Asking;
using IpBlock.Manager.Hosting;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Manager.Tests.Hosting;

/// <summary>What is shown of the log of a fleet whose database is away.</summary>
public sealed class FleetQuestionsTests : IAsyncLifetime
{
    private static readonly LogFilter All = new();
    private readonly ScratchFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly OwnLog _local = new();
    private FleetQuestions _questions = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _questions = new FleetQuestions(Path.Combine(_folder.Path, "ipblock.json"), _local, _clock);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _questions.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_logged_here_is_not_put_on_top_of_a_page_that_was_read_before_the_database_went_away()
    {
        var position = _questions.Position;
        await GoAwayAsync();
        Assert.True((await _questions.TailAsync(All, position, 10, Stop)).Value.IsCut);
        Assert.False((await _questions.TailAsync(All, _questions.Position, 10, Stop)).Value.IsCut);
    }

    [Fact]
    public async Task The_own_log_is_not_followed_for_who_wants_one_server_of_the_fleet()
    {
        await GoAwayAsync();
        Assert.True((await _questions.TailAsync(All with { Member = "mx2" }, _questions.Position, 10, Stop)).Value.IsCut);
    }

    [Fact]
    public async Task A_page_without_new_mail_goes_back_to_the_log_of_the_fleet()
    {
        await GoAwayAsync();
        var position = _questions.Position;
        var waiting = _questions.WaitAsync(position, Stop);
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await waiting.WaitAsync(TimeSpan.FromMinutes(1), Stop);
        Assert.True((await _questions.TailAsync(All, position, 10, Stop)).Value.IsCut);
    }

    [Fact]
    public async Task New_mail_of_this_server_ends_the_wait_while_the_database_is_away()
    {
        await GoAwayAsync();
        var waiting = _questions.WaitAsync(_questions.Position, Stop);
        _local.News.SetResult();
        await waiting.WaitAsync(TimeSpan.FromMinutes(1), Stop);
        await Waiting.UntilAsync(() => _clock.Waiting == 0, () => "The wait for the fleet goes on.", Stop);
    }

    // This server is not an administrator of a fleet any more.
    private async Task GoAwayAsync()
    {
        await _questions.PageAsync(All, 10, null, Stop);
        Assert.NotNull(_questions.Away);
    }

    private sealed class OwnLog : ILogQuestions
    {
        public TaskCompletionSource News { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Position => 5;

        public Task<LogAnswer<LogPage>> PageAsync(LogFilter filter, int size, DecisionKey? before = null, CancellationToken cancellation = default) =>
            Task.FromResult(new LogAnswer<LogPage>(new LogPage([], null)));

        public Task<LogAnswer<TailBatch>> TailAsync(LogFilter filter, long position, int most = 1_000, CancellationToken cancellation = default) =>
            Task.FromResult(new LogAnswer<TailBatch>(new TailBatch([], position, IsCut: false)));

        public Task WaitAsync(long position, CancellationToken cancellation) => News.Task.WaitAsync(cancellation);

        public Task<LogAnswer<LogCount>> CountAsync(LogFilter filter, long bound = 10_000, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<LogAnswer<IReadOnlyList<LogGroup>>> GroupsAsync(LogFilter filter, LogGrouping grouping, int most = 100, CancellationToken cancellation = default) =>
            throw new NotSupportedException();

        public Task<LogAnswer<IReadOnlyList<HourSum>>> HoursAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellation = default) =>
            throw new NotSupportedException();

        public Task<LogAnswer<IReadOnlyList<MonthSum>>> MonthsAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<LogAnswer<IndexedDecision?>> DecisionAsync(DecisionKey key, bool hidesMailboxes, CancellationToken cancellation = default) =>
            throw new NotSupportedException();
    }
}
