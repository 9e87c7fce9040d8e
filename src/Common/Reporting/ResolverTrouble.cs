using System;
using IpBlock.Dns;
using IpBlock.Notices;
using IpBlock.Providers.Health;
using IpBlock.Time;

namespace IpBlock.Reporting;

/// <summary>Tells the administrator what the resolver has counted: lookups for which there was no room, errors that the edges caught, name servers that are not known. Each at once, and again after ten minutes if it goes on.</summary>
internal sealed class ResolverTrouble : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    private readonly Clock _clock;
    private readonly INoticeSink _notices;
    private readonly DnsCounters _counters;
    private readonly Func<StubResolver?> _resolver;
    private readonly IDisposable _timer;
    private Told _overload;
    private Told _faults;
    private string? _unknown;

    public ResolverTrouble(Clock clock, INoticeSink notices, DnsCounters counters, Func<StubResolver?> resolver)
    {
        (_clock, _notices, _counters, _resolver) = (clock, notices, counters, resolver);
        _timer = clock.Every(Period, Look);
    }

    /// <summary>Hears that the system has other name servers.</summary>
    public void Changed(System.Collections.Generic.IReadOnlyList<System.Net.IPEndPoint> servers) => _notices.Write(LogMessages.NameServersChanged(HealthWords.Names(servers)));

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (_overload.Grew(_counters.Ended(DnsStatus.Overloaded), _clock.Elapsed) is var lookups and > 0)
            _notices.Write(LogMessages.ResolverOverloaded(lookups));
        if (_faults.Grew(_counters.Faults, _clock.Elapsed) is var faults and > 0 && _counters.LastFault is { } last)
            _notices.Write(LogMessages.ResolverFault(faults, last));
        var resolver = _resolver();
        var unknown = resolver?.NameServersTrouble;
        if (unknown is not null && !string.Equals(unknown, _unknown, StringComparison.Ordinal))
            _notices.Write(LogMessages.NameServersUnknown(unknown, resolver!.NameServers.Count > 0));
        _unknown = unknown;
    }

    /// <summary>A counter, and what of it has been told.</summary>
    private struct Told
    {
        private long _count;
        private TimeSpan _next;

        /// <summary>By how much it has grown since it was told last, when it is time to tell; else zero.</summary>
        public long Grew(long count, TimeSpan now)
        {
            if (count == _count || now < _next)
                return 0;
            var grew = count - _count;
            (_count, _next) = (count, now + Silence);
            return grew;
        }
    }
}
