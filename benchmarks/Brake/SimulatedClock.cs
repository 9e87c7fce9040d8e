using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Benchmarks.Brake;

/// <summary>Time as the simulation has it.</summary>
internal sealed class SimulatedClock : Clock
{
    private static readonly DateTimeOffset Begin = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Since the simulation began, a Monday.</summary>
    public TimeSpan Now { get; set; }

    public override DateTimeOffset UtcNow => Begin + Now;

    public override TimeSpan Elapsed => TimeSpan.FromHours(1) + Now;

    public override IDisposable Every(TimeSpan period, Action tick) => throw new NotSupportedException();

    public override Task Delay(TimeSpan delay, CancellationToken cancellation = default) => throw new NotSupportedException();
}
