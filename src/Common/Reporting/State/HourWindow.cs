using System;
using System.Collections.Generic;
using IpBlock.Providers.Usage;
using IpBlock.Settings;

namespace IpBlock.Reporting.State;

/// <summary>
/// How often each list was asked within the last hour: what has been counted in all, less what had been an hour ago. Looked at once a minute; whoever asks a
/// list does not notice.
/// </summary>
internal sealed class HourWindow(UsageBook book)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly object _pastLock = new(); // the book's lock is taken within it
    private readonly Queue<(TimeSpan At, Dictionary<(ProviderKind Kind, string Name), UsageCounts> Totals)> _past = new();
    private TimeSpan _next = TimeSpan.MinValue;

    /// <summary>The counts of the last hour, by kind and name; since the start where that is less.</summary>
    /// <param name="now">Time since an arbitrary start; never less than before.</param>
    public IReadOnlyDictionary<(ProviderKind Kind, string Name), UsageCounts> Look(TimeSpan now)
    {
        lock (_pastLock)
        {
            var totals = book.Totals();
            while (_past.Count > 0 && now - _past.Peek().At > Hour)
                _past.Dequeue();
            var lately = new Dictionary<(ProviderKind, string), UsageCounts>();
            foreach (var entry in totals)
            {
                var before = _past.Count > 0 && _past.Peek().Totals.TryGetValue(entry.Key, out var then) ? then : UsageCounts.None;
                lately[entry.Key] = entry.Value.Since(before);
            }

            if (now >= _next)
            {
                _past.Enqueue((now, totals));
                _next = now + Minute;
            }

            return lately;
        }
    }
}
