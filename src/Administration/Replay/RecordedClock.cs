using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Administration.Replay;

/// <summary>The time at which a decision was made. It stands still, and nothing ever falls due.</summary>
internal sealed class RecordedClock : Clock, IDisposable
{
    private DateTimeOffset _now;

    public override DateTimeOffset UtcNow => _now;

    public override TimeSpan Elapsed => TimeSpan.Zero;

    public void Set(DateTimeOffset now) => _now = now;

    public override IDisposable Every(TimeSpan period, Action tick) => this;

    public override Task Delay(TimeSpan delay, CancellationToken cancellation = default) => Task.Delay(Timeout.Infinite, cancellation);

    public void Dispose()
    {
        // There is nothing to stop.
    }
}
