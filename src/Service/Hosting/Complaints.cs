using System;
using System.Collections.Generic;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary>Notices that whoever connects can bring about: of each kind one in ten seconds at the most, so that nobody fills the disk. The metrics count them all.</summary>
internal sealed class Complaints(INoticeSink notices, Clock clock)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly object _lastLock = new();
    private readonly Dictionary<string, TimeSpan> _last = new(StringComparer.Ordinal);

    /// <summary>Writes the notice unless there was one of this kind just now.</summary>
    public void Write(string kind, Func<Notice> notice)
    {
        var now = clock.Elapsed;
        lock (_lastLock)
        {
            if (_last.TryGetValue(kind, out var last) && now - last < Silence)
                return;
            _last[kind] = now;
        }

        notices.Write(notice());
    }
}
