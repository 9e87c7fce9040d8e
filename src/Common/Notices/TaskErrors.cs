using System;
using System.Collections.Generic;
using IpBlock.Time;

namespace IpBlock.Notices;

/// <summary>
/// Where errors go that nobody waits for: of timers, signals and whatever else the system calls, where an exception would end the process. All are counted; of
/// each task one an hour is told, for what fails each second would fill the disk.
/// </summary>
public sealed class TaskErrors
{
    private static readonly TimeSpan Silence = TimeSpan.FromHours(1);

    private readonly Clock _clock;
    private readonly INoticeSink _notices;
    private readonly Action<string>? _counted;
    private readonly object _toldLock = new();
    private readonly Dictionary<string, TimeSpan> _told = new(StringComparer.Ordinal);
    private long _count;

    /// <param name="clock">Where time comes from.</param>
    /// <param name="notices">The administrator hears of the errors there.</param>
    /// <param name="counted">Called with the task of every error, told or not. Must not throw.</param>
    public TaskErrors(Clock clock, INoticeSink notices, Action<string>? counted = null)
    {
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _notices = notices ?? throw new ArgumentNullException(nameof(notices));
        _counted = counted;
    }

    /// <summary>How many there have been.</summary>
    public long Count
    {
        get
        {
            lock (_toldLock)
                return _count;
        }
    }

    /// <summary>Counts the error, and tells of it unless this task had one within the hour.</summary>
    /// <param name="task">Which task met it: one word of a few.</param>
    /// <param name="failure">What it met.</param>
    public void Report(string task, Exception failure)
    {
        var now = _clock.Elapsed;
        lock (_toldLock)
        {
            _count++;
            _counted?.Invoke(task);
            if (_told.TryGetValue(task, out var told) && now - told < Silence)
                return;
            _told[task] = now;
        }

        _notices.Write(LogMessages.TaskFailed(task, failure));
    }
}
