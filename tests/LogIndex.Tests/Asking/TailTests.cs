using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Tests;
using IpBlock.Time;
using Xunit;
using static IpBlock.LogIndex.Tests.IndexUnderTest;

namespace IpBlock.LogIndex.Tests.Asking;

/// <summary>Who watches the log sees what has just been logged.</summary>
public sealed class TailTests : IDisposable
{
    private const string Old = "IPBLOCK20261101-0001.log";
    private const string New = "IPBLOCK20261102-0001.log";

    private readonly IndexUnderTest _test = new();

    public TailTests()
    {
        _test.Write(Old, Line(1, "a"), Line(2, "b"));
        _test.Index.Start();
        Look();
    }

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task What_is_logged_is_seen_at_the_next_look_and_what_was_there_is_not_shown_again()
    {
        var position = _test.Questions.Position;
        Assert.Empty((await TailAsync(position)).Decisions);
        var waiting = _test.Questions.WaitAsync(position, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        _test.Append(Old, Line(3, "c"));
        _test.Write(New, Line(2, "d"), Line(5, "e"));
        Look();
        await waiting.WaitAsync(Some.Patience);
        var batch = await TailAsync(position);
        Assert.Equal(["d", "e", "c"], batch.Decisions.Select(static decision => decision.Record.SessionId));
        Assert.False(batch.IsCut);
        Assert.Empty((await TailAsync(batch.Position)).Decisions);
        Assert.Equal("a b d c e", await _test.SessionsAsync());
    }

    [Fact]
    public async Task Only_what_meets_the_filter_is_shown_and_the_position_goes_on_all_the_same()
    {
        var position = _test.Questions.Position;
        _test.Append(Old, Line(3, "c", "user@site.example"), Line(4, "d", "other@site.example"));
        Look();
        var batch = await TailAsync(position, new LogFilter { Recipient = "user" });
        Assert.Equal(["c"], batch.Decisions.Select(static decision => decision.Record.SessionId));
        Assert.Empty((await TailAsync(batch.Position, new LogFilter { Recipient = "other" })).Decisions);
        var hidden = Assert.Single((await TailAsync(position, new LogFilter { HidesMailboxes = true }, most: 1)).Decisions);
        Assert.Equal("(hidden)", hidden.Record.Recipient);
    }

    [Fact]
    public async Task Of_much_the_newest_is_shown_and_who_was_away_for_long_is_told()
    {
        var position = _test.Questions.Position;
        _test.Append(Old, [.. Enumerable.Range(0, LiveTail.Kept + 1).Select(static i => Line(i, "n" + i))]);
        Look();
        var batch = await TailAsync(position, most: 3);
        Assert.Equal([$"n{LiveTail.Kept - 2}", $"n{LiveTail.Kept - 1}", $"n{LiveTail.Kept}"], batch.Decisions.Select(static decision => decision.Record.SessionId));
        Assert.True(batch.IsCut);
        Assert.False((await TailAsync(batch.Position)).IsCut);
    }

    [Fact]
    public async Task What_was_logged_while_nobody_looked_is_in_the_log_and_no_news()
    {
        _test.Append(Old, Line(3, "c"));
        _test.Restart();
        _test.Index.Start();
        Look();
        Assert.Empty((await TailAsync(0)).Decisions);
        Assert.Equal("a b c", await _test.SessionsAsync());
    }

    [Fact]
    public async Task What_stood_in_a_file_that_is_gone_is_left_out_and_is_no_damage()
    {
        var position = _test.Questions.Position;
        _test.Append(Old, Line(3, "c"));
        _test.Write(New, Line(5, "d"));
        Look();
        File.Delete(_test.PathOf(New));
        Look();
        Assert.Equal(["c"], (await TailAsync(position)).Decisions.Select(static decision => decision.Record.SessionId));
        Look();
        Assert.Null(_test.Index.Status.Rebuilt);
    }

    [Fact]
    public async Task A_wait_that_is_not_wanted_any_more_ends()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = _test.Questions.WaitAsync(_test.Questions.Position, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Much_is_read_on_a_thread_of_its_own_and_all_of_it()
    {
        using var test = new IndexUnderTest(sliceLength: 5_000);
        var lines = string.Concat(Enumerable.Range(0, 50_000).Select(static i => Line(i, "s" + i, "user@site.example")));
        test.Write(Old, lines);
        using var index = new DecisionIndex(test.Log, test.Folder, Clock.System);
        index.Start();
        await Some.UntilAsync(() => index.Status.State == IndexState.Current, "the end of the log");
        Assert.Equal(50_000, (await AnsweredAsync(index.Questions.CountAsync(new LogFilter(), 100_000))).Decisions);
        Assert.Equal(50_000, (await AnsweredAsync(index.Questions.CountAsync(new LogFilter { Recipient = "user" }, 100_000))).Decisions);
        Assert.Equal(1, (await AnsweredAsync(index.Questions.CountAsync(new LogFilter { Session = "S49999" }))).Decisions);
    }

    private void Look() => _test.Clock.Advance(TimeSpan.FromMilliseconds(500));

    private Task<TailBatch> TailAsync(long position, LogFilter? filter = null, int most = 1_000) => AnsweredAsync(_test.Questions.TailAsync(filter ?? new LogFilter(), position, most));
}
