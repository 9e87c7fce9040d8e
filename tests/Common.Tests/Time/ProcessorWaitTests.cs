using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using IpBlock.Testing;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Tests.Time;

/// <summary>What the system says of threads that wait for a processor.</summary>
public sealed class ProcessorWaitTests
{
    [Fact]
    public void A_thread_among_more_than_there_are_processors_waits_and_one_that_sleeps_does_not()
    {
        var stop = false;
        var (busy, asleep) = (TimeSpan.Zero, TimeSpan.MaxValue);
        using var ready = new CountdownEvent(2);
        using var end = new ManualResetEventSlim();
        ProcessorWait? ofSleeper = null;
        var sleeper = new Thread(() =>
        {
            ofSleeper = new ProcessorWait();
            ready.Signal();
            end.Wait(); // which a spin of some microseconds may precede
        });
        var others = Enumerable.Range(0, Environment.ProcessorCount * 2).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
                Thread.SpinWait(100);
        })).ToList();
        var worker = new Thread(() =>
        {
            ready.Signal();
            var time = Stopwatch.StartNew();
            while (busy < TimeSpan.FromMilliseconds(50) && time.Elapsed < TimeSpan.FromMinutes(1))
                busy = ProcessorWait.OfThisThread!.Value;
        });
        sleeper.Start();
        others.ForEach(static other => other.Start());
        worker.Start();
        ready.Wait();
        var before = ofSleeper!.Read();
        worker.Join();
        asleep = ofSleeper.Read() - before;
        Volatile.Write(ref stop, true);
        end.Set();
        sleeper.Join();
        others.ForEach(static other => other.Join());
        Assert.True(ofSleeper.IsKnown);
        Assert.InRange(busy, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        Assert.InRange(asleep, TimeSpan.Zero, TimeSpan.FromMilliseconds(40));
        Assert.Equal(TimeSpan.Zero, ofSleeper.Read()); // it has ended
        ofSleeper.Dispose();
        Assert.Equal(TimeSpan.Zero, ofSleeper.Read());
    }
}
