using System;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Time;

/// <summary>
/// A clock whose ticks may fail: an exception on a timer's thread would end the process, and with it the mail server or the filter, for whatever reason it was
/// thrown.
/// </summary>
public sealed class GuardedClock : Clock
{
    private readonly Clock _inner;
    private readonly Action<string, Exception> _failed;

    /// <param name="inner">Whose time it is.</param>
    /// <param name="failed">Called with the name of the class whose work failed, and with what it threw. Must not throw.</param>
    public GuardedClock(Clock inner, Action<string, Exception> failed)
    {
        _inner = inner ?? throw new ArgumentNullException(nameof(inner));
        _failed = failed ?? throw new ArgumentNullException(nameof(failed));
    }

    /// <inheritdoc/>
    public override DateTimeOffset UtcNow => _inner.UtcNow;

    /// <inheritdoc/>
    public override TimeSpan Elapsed => _inner.Elapsed;

    /// <inheritdoc/>
    /// <param name="period">More than zero. A tick that is late is not made up for.</param>
    /// <param name="tick">What it throws is told, and the next tick comes when it is due.</param>
    public override IDisposable Every(TimeSpan period, Action tick) => _inner.Every(period, () => Run(tick));

    /// <inheritdoc/>
    public override Task Delay(TimeSpan delay, CancellationToken cancellation = default) => _inner.Delay(delay, cancellation);

    /// <summary>Does something once, on a pool thread and after <paramref name="delay"/>. What it throws is told.</summary>
    public void After(TimeSpan delay, Action work) => _ = _inner.Delay(delay).ContinueWith(_ => Run(work), TaskScheduler.Default);

    // What a lambda is declared in is a class of the compiler's, within the one that it stands in.
    private static string NameOf(Type? type)
    {
        while (type is { DeclaringType: { } outer } && type.Name[0] == '<')
            type = outer;
        return type?.Name ?? "timer";
    }

    private void Run(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure)
        {
            _failed(NameOf(work.Method.DeclaringType), failure);
        }
    }
}
