using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Tests.Time;

/// <summary>A clock whose time of day throws while it is broken: whatever a timer asks it for fails in the middle.</summary>
/// <param name="inner">Whose time it is.</param>
/// <param name="period">How often every timer ticks; as often as it asks for unless given.</param>
internal sealed class FailingClock(Clock inner, TimeSpan? period = null) : Clock
{
    private volatile bool _isBroken;

    public bool IsBroken
    {
        get => _isBroken;
        set => _isBroken = value;
    }

    public override DateTimeOffset UtcNow => _isBroken ? throw new InvalidTimeZoneException("nobody knows the time") : inner.UtcNow;

    public override TimeSpan Elapsed => inner.Elapsed;

    public override IDisposable Every(TimeSpan asked, Action tick) => inner.Every(period ?? asked, tick);

    public override Task Delay(TimeSpan delay, CancellationToken cancellation = default) => inner.Delay(delay, cancellation);
}
