using System;
using IpBlock.Providers.Usage;
using IpBlock.Time;

namespace IpBlock.Reporting;

/// <summary>Writes down how often the lists were asked: in the first minute of each hour, and at the end.</summary>
internal sealed class UsageWriter : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly UsageBook _book;
    private readonly Clock _clock;
    private readonly Action<UsageRecord> _write;
    private readonly object _hourLock = new();
    private readonly IDisposable _timer;
    private DateTimeOffset _begunAt;
    private TimeSpan _begun;
    private bool _disposed;

    /// <param name="book">Whose counts are written.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="write">Takes a line. Must not throw.</param>
    public UsageWriter(UsageBook book, Clock clock, Action<UsageRecord> write)
    {
        _book = book;
        _clock = clock;
        _write = write;
        (_begunAt, _begun) = (clock.UtcNow, clock.Elapsed);
        _timer = clock.Every(Period, Look);
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_hourLock)
        {
            if (!_disposed)
                Write(_clock.UtcNow);
            _disposed = true;
        }
    }

    private void Look()
    {
        lock (_hourLock)
        {
            var now = _clock.UtcNow;
            if (!_disposed && (HourOf(now) != HourOf(_begunAt) || _clock.Elapsed - _begun >= Hour))
                Write(now);
        }
    }

    // The beginning is counted back from the end, and not remembered: a clock that was set meanwhile would make the hour last days, or end before it began.
    private void Write(DateTimeOffset now)
    {
        var from = now - (_clock.Elapsed - _begun);
        foreach (var (kind, name, counts) in _book.Take())
            _write(new UsageRecord(kind, name, from, now, counts));
        (_begunAt, _begun) = (now, _clock.Elapsed);
    }

    private static long HourOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerHour;
}
