using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Administration.Tests.Catalogue.Signed;

/// <summary>A clock on which every wait is over at once, and that leaps by half a minute whenever somebody looks at it.</summary>
internal sealed class LeapingClock : Clock
{
    private TimeSpan _elapsed;

    public override DateTimeOffset UtcNow => new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    public override TimeSpan Elapsed => _elapsed += TimeSpan.FromSeconds(30);

    public override IDisposable Every(TimeSpan period, Action tick) => throw new NotSupportedException();

    public override Task Delay(TimeSpan delay, CancellationToken cancellation = default) => Task.CompletedTask;
}
