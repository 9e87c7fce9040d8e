using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.Time;

namespace IpBlock.Dns;

/// <summary>
/// Follows the name servers of the system: a lease that is renewed, a line that comes up after the service, a laptop that moves. They are read every two seconds, because notifications of
/// changes get lost where the file is a link, is mounted, or belongs to adapters. What cannot be read changes nothing and is read again.
/// </summary>
internal sealed class SystemServersWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly Func<IReadOnlyList<IPEndPoint>> _find;
    private readonly Action<IReadOnlyList<IPEndPoint>> _changed;
    private readonly IDisposable _timer;
    private IReadOnlyList<IPEndPoint> _current = [];
    private bool _sawNone;
    private volatile string? _trouble;

    /// <summary>Reads them once, calls back, and begins to watch.</summary>
    /// <param name="options">Knows where to find them.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="counters">Counts faults.</param>
    /// <param name="changed">Hears of the first ones and of every change; never of none.</param>
    public SystemServersWatch(DnsOptions options, Clock clock, DnsCounters counters, Action<IReadOnlyList<IPEndPoint>> changed)
    {
        _find = options.FindSystemServers;
        _changed = changed;
        Look();
        _timer = clock.Every(Period, () => counters.Guard(Look));
    }

    /// <summary>Why the name servers of the system are not known; null when they are.</summary>
    public string? Trouble => _trouble;

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        IReadOnlyList<IPEndPoint> found;
        try
        {
            found = _find();
        }
        // Whatever it is, it is not for ever: adapters come and go while they are listed, and files are replaced.
        catch (Exception failure)
        {
            _trouble = failure.Message;
            return;
        }

        _trouble = null;
        // A file that is being written anew is empty for a moment.
        var none = found.Count == 0;
        var believed = !none || _sawNone || _current.Count == 0;
        _sawNone = none;
        if (none)
            found = SystemNameServers.Nobody;
        if (!believed || found.SequenceEqual(_current))
            return;
        _current = found;
        _changed(found);
    }
}
