using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Tests.Filtering;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Notices;

public sealed class NoticeQueueTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly ConcurrentQueue<(Notice Notice, DateTimeOffset At)> _written = new();
    private readonly ManualResetEventSlim _entered = new();
    private readonly ManualResetEventSlim _free = new(initialState: true);
    private readonly NoticeQueue _queue;
    private int _inside;
    private int _most;

    public NoticeQueueTests() => _queue = new NoticeQueue(_clock, Write);

    [Fact]
    public void What_was_told_is_written_in_order_with_the_time_when_it_was_told()
    {
        _free.Reset();
        for (var i = 1; i <= 100; i++)
        {
            _queue.Write(LogMessages.LogOverrun(i));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        _free.Set();
        _queue.Dispose();
        Assert.Equal(Enumerable.Range(1, 100).Select(i => LogMessages.LogOverrun(i).Text), _written.Select(written => written.Notice.Text));
        Assert.Equal(99, (_written.Last().At - _written.First().At).TotalSeconds);
        Assert.Equal(0, _queue.Lost);
    }

    [Fact]
    public async Task The_thread_of_a_verdict_does_not_wait_for_a_disk_that_hangs()
    {
        _free.Reset();
        var test = FilterUnderTest.WithBlockLists(Some.List("one"));
        test.Lists.Lists("one.test", FilterUnderTest.Client, "127.255.255.254");
        var trouble = new ProviderTrouble(_clock, _queue);
        trouble.Watch(await test.EvaluateAsync());
        Assert.True(_entered.Wait(Some.Patience));
        _clock.Advance(TimeSpan.FromHours(1));
        // It would hang here, with the disk.
        trouble.Watch(await test.EvaluateAsync());
        Assert.Empty(_written);
        _free.Set();
        _queue.Dispose();
        Assert.Equal([300, 300], _written.Select(written => written.Notice.Id));
    }

    [Fact]
    public async Task From_many_threads_one_writes_at_a_time_and_nothing_is_lost()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var j = 0; j < 100; j++)
                _queue.Write(LogMessages.LogOverrun((i * 100) + j));
        })));
        _queue.Dispose();
        Assert.Equal(800, _written.Select(static written => written.Notice.Text).Distinct().Count());
        Assert.Equal((1, 0L), (_most, _queue.Lost));
    }

    [Fact]
    public void What_does_not_find_room_is_counted_and_told_when_there_is_room_again()
    {
        _free.Reset();
        _queue.Write(LogMessages.LogOverrun(0));
        Assert.True(_entered.Wait(Some.Patience));
        for (var i = 1; i <= 1005; i++)
            _queue.Write(LogMessages.LogOverrun(i));
        Assert.Equal(5, _queue.Lost);
        _free.Set();
        _queue.Dispose();
        Assert.Equal(1002, _written.Count);
        Assert.Equal((403, "5 notices were lost"), (_written.Last().Notice.Id, _written.Last().Notice.Text[..19]));
    }

    [Fact]
    public void A_writer_that_throws_costs_the_notice_and_nothing_else()
    {
        using var queue = new NoticeQueue(_clock, (notice, at) =>
        {
            if (notice.Id == 202)
                throw new IOException("full");
            Write(notice, at);
        });
        queue.Write(LogMessages.LogOverrun(1));
        queue.Write(LogMessages.DoorOpened("The agent", "1"));
        queue.Dispose();
        Assert.Equal([400], _written.Select(written => written.Notice.Id));
        Assert.Equal(1, queue.Lost);
    }

    [Fact]
    public async Task A_disk_that_hangs_does_not_keep_the_process_from_ending_and_what_comes_later_is_dropped()
    {
        _free.Reset();
        _queue.Write(LogMessages.LogOverrun(0));
        await Task.Run(_queue.Dispose).WaitAsync(Some.Patience);
        _queue.Write(LogMessages.LogOverrun(1));
        Assert.Equal(1, _queue.Lost);
        _free.Set();
    }

    public void Dispose()
    {
        _free.Set();
        _queue.Dispose();
        _entered.Dispose();
        _free.Dispose();
    }

    private void Write(Notice notice, DateTimeOffset at)
    {
        _most = Math.Max(_most, Interlocked.Increment(ref _inside));
        _entered.Set();
        _free.Wait();
        _written.Enqueue((notice, at));
        Interlocked.Decrement(ref _inside);
    }
}
