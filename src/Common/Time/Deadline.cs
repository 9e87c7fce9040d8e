using System;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Time;

/// <summary>The time by which something must be decided, whatever has come by then.</summary>
/// <param name="clock">Where time comes from.</param>
/// <param name="at">By its <see cref="Clock.Elapsed"/>.</param>
/// <param name="one">One lookup ends by itself within this.</param>
internal sealed class Deadline(Clock clock, TimeSpan at, TimeSpan one)
{
    /// <summary>False once nobody is to be asked any more.</summary>
    public bool HasTime => HasTimeAt(clock.Elapsed);

    /// <summary>The same for who has read the clock.</summary>
    public bool HasTimeAt(TimeSpan now) => now < at;

    /// <summary>True when somebody had to be waited for, and the code runs where the last answer was received.</summary>
    public bool HasWaited { get; private set; }

    /// <summary>The earlier of a time and the deadline.</summary>
    public TimeSpan Sooner(TimeSpan time) => time < at ? time : at;

    /// <summary>Somebody has to be waited for.</summary>
    public void Waits() => HasWaited = true;

    /// <summary>What something comes to, or <paramref name="otherwise"/> when the time is up.</summary>
    public async Task<T> WithinAsync<T>(Task<T> task, T otherwise)
    {
        if (task.IsCompleted)
            return await task.ConfigureAwait(false);
        HasWaited = true;
        return await EndsByAsync(task, at).ConfigureAwait(false) ? await task.ConfigureAwait(false) : otherwise;
    }

    /// <summary>The same for one lookup. As long as it ends by itself before the time is up no timer is needed, and this is the way of nearly every lookup.</summary>
    public Task<T> OneLookupAsync<T>(Task<T> lookup, T otherwise)
    {
        if (lookup.IsCompleted || at - clock.Elapsed < one)
            return WithinAsync(lookup, otherwise);
        HasWaited = true;
        return lookup;
    }

    /// <summary>Whether something ends by a time, or by the deadline if that is earlier.</summary>
    public async Task<bool> EndsByAsync(Task task, TimeSpan time)
    {
        if (task.IsCompleted)
            return true;
        HasWaited = true;
        var left = Sooner(time) - clock.Elapsed;
        using var stop = new CancellationTokenSource();
        var delay = clock.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, stop.Token);
        var ended = await Task.WhenAny(task, delay).ConfigureAwait(false) == task;
        stop.Cancel();
        return ended;
    }

    /// <summary>Whether something ends before the time is up.</summary>
    public Task<bool> EndsAsync(Task task) => EndsByAsync(task, at);
}
