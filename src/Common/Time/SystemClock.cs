using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Time;

internal sealed class SystemClock : Clock
{
    private static readonly double TicksPerCount = (double)TimeSpan.TicksPerSecond / Stopwatch.Frequency;

    public override DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public override TimeSpan Elapsed => TimeSpan.FromTicks((long)(Stopwatch.GetTimestamp() * TicksPerCount));

    public override IDisposable Every(TimeSpan period, Action tick)
    {
        var alone = new OneAtATime(tick);
        return new Timer(static state => ((OneAtATime)state!).Run(), alone, period, period);
    }

    public override Task Delay(TimeSpan delay, CancellationToken cancellation = default) => Task.Delay(delay, cancellation);
}
