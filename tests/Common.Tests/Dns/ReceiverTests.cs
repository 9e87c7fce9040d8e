using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>The thread that brings the answers, and what those do who go on with it.</summary>
public sealed class ReceiverTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task An_answer_is_gone_on_with_on_the_thread_that_brought_it()
    {
        await using var rig = new Rig(change: options => options.SocketsPerServer = 1);
        Assert.Null(ReceiverTurn.OfThisThread);
        Assert.True(await After(rig, "1.bl.example", static () => ReceiverTurn.OfThisThread is not null));
    }

    [Fact]
    public async Task Who_keeps_the_thread_does_not_keep_the_others_from_their_answers()
    {
        await using var rig = new Rig(change: options => options.SocketsPerServer = 1);
        using var kept = new SemaphoreSlim(0);
        using var release = new ManualResetEventSlim();
        var keeping = After(rig, "1.bl.example", () =>
        {
            kept.Release();
            release.Wait(TimeSpan.FromMinutes(1));
            var turn = ReceiverTurn.OfThisThread!;
            return SpinWait.SpinUntil(() => !turn.MayBeKept, TimeSpan.FromMinutes(1)); // the other thread is there before the turn of this one ends
        });
        await kept.WaitAsync();
        Rig.AssertAddresses(await rig.AskAsync("2.bl.example"), "127.0.0.2");

        release.Set();
        Assert.True(await keeping);
        Rig.AssertAddresses(await rig.AskAsync("3.bl.example"), "127.0.0.2");
    }

    [Fact]
    public void Who_takes_long_as_a_rule_is_sent_elsewhere_for_a_while()
    {
        var turn = new ReceiverTurn(_clock, distrusts: false);
        turn.Begin();
        Take(turn, packets: 1, TimeSpan.FromMilliseconds(10)); // the system had other things to do
        Take(turn, packets: 15, TimeSpan.FromTicks(50));
        Assert.True(turn.MayBeKept);

        Take(turn, packets: 64, TimeSpan.FromMilliseconds(2));
        Assert.False(turn.MayBeKept);

        Take(turn, packets: 64, TimeSpan.Zero);
        Assert.False(turn.MayBeKept);
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        turn.Begin();
        Assert.True(turn.MayBeKept);
    }

    [Fact]
    public void What_the_thread_waits_for_a_processor_is_nobodys_fault()
    {
        var waited = TimeSpan.Zero;
        var turn = new ReceiverTurn(_clock, distrusts: false) { WaitedForProcessor = () => waited };
        turn.Begin();
        for (var i = 0; i < 64; i++)
        {
            waited += TimeSpan.FromMilliseconds(49.5);
            Take(turn, packets: 1, TimeSpan.FromMilliseconds(50));
        }

        Assert.True(turn.MayBeKept);
        for (var i = 0; i < 64; i++)
        {
            waited += TimeSpan.FromMilliseconds(48);
            Take(turn, packets: 1, TimeSpan.FromMilliseconds(50));
        }

        Assert.False(turn.MayBeKept);
    }

    [Fact]
    public void A_thread_without_a_processor_is_not_kept()
    {
        var waited = TimeSpan.Zero;
        var turn = new ReceiverTurn(_clock, distrusts: false) { WaitedForProcessor = () => waited };
        turn.Begin();
        turn.Next();
        Assert.False(turn.IsKept());
        for (var i = 0; i < 3; i++)
        {
            waited += TimeSpan.FromMinutes(1); // since the last look, which is less than a minute ago
            Assert.False(turn.IsKept());
        }

        Assert.True(turn.IsKept());
    }

    [Fact]
    public void After_one_who_kept_the_thread_nobody_may_for_a_while()
    {
        var turn = new ReceiverTurn(_clock, distrusts: true);
        turn.Begin();
        Assert.False(turn.MayBeKept);
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        turn.Begin();
        Assert.True(turn.MayBeKept);
        turn.IsOver = true;
        Assert.False(turn.MayBeKept);
    }

    [Fact]
    public void A_thread_is_kept_when_the_same_packet_has_it_twice()
    {
        var turn = new ReceiverTurn(_clock, distrusts: false);
        Assert.False(turn.IsKept());
        Assert.False(turn.IsKept()); // it waits

        turn.Begin();
        turn.Next();
        Assert.False(turn.IsKept());
        turn.Next();
        Assert.False(turn.IsKept());
        Assert.True(turn.IsKept());
        turn.End();
        Assert.False(turn.IsKept());
    }

    private void Take(ReceiverTurn turn, int packets, TimeSpan each)
    {
        for (var i = 0; i < packets; i++)
        {
            _clock.Advance(each);
            turn.Next();
        }
    }

    // The answer is held back until somebody waits for it.
    private static Task<bool> After(Rig rig, string name, Func<bool> then)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Zone.ListsTheWorld("127.0.0.2").WaitsFor(gate.Task);
        var after = rig.Resolver.ResolveAsync(Names.Question(name)).ContinueWith(_ => then(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        gate.SetResult();
        return after;
    }
}
