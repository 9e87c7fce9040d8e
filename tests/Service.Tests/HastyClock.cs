using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Service.Tests;

/// <summary>The machine's clock, on which every delay is over at once.</summary>
internal sealed class HastyClock : Clock
{
    public override DateTimeOffset UtcNow => System.UtcNow;

    public override TimeSpan Elapsed => System.Elapsed;

    public override IDisposable Every(TimeSpan period, Action tick) => System.Every(period, tick);

    public override Task Delay(TimeSpan delay, CancellationToken cancellation = default) => Task.CompletedTask;
}
