using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary>A clock whose ticks may fail: an exception on a timer's thread would end the process, and with it the filter, for whatever reason it was thrown.</summary>
internal sealed class GuardedClock(Clock inner, InternalErrors errors) : Clock
{
    public override DateTimeOffset UtcNow => inner.UtcNow;

    public override TimeSpan Elapsed => inner.Elapsed;

    public override IDisposable Every(TimeSpan period, Action tick) => inner.Every(period, () => Run(tick));

    public override Task Delay(TimeSpan delay, CancellationToken cancellation = default) => inner.Delay(delay, cancellation);

    // What a lambda is declared in is a class of the compiler's, within the one that it stands in.
    private static string NameOf(Type? type)
    {
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<'))
            type = outer;
        return type?.Name ?? "timer";
    }

    private void Run(Action tick)
    {
        try
        {
            tick();
        }
        catch (Exception failure)
        {
            errors.Report(NameOf(tick.Method.DeclaringType), failure);
        }
    }
}
