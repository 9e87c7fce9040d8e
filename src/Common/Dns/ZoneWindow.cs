using System;
using System.Collections.Generic;
using System.Threading;

namespace IpBlock.Dns;

/// <summary>
/// How many questions about the names of one zone may be with the name servers at a time. A recursive name server keeps a place for each question that it cannot answer yet, and has
/// a limited number of them (unbound 1.17: <c>wait-limit: 1000</c> a client; BIND 9.18: <c>recursive-clients 1000</c>; dnsmasq 2.90: <c>dns-forward-max 150</c>). When the servers of one zone are silent, its
/// questions would fill all places, and the name server would drop those about healthy zones too. As with TCP's congestion window, answers open the window and silence closes it.
/// Questions beyond it wait for a place while the zone answers, and are turned away at once while it does not: then a few stand for all.
/// </summary>
/// <remarks>Lives longer than a resolver. All members may be called by any thread; the lock of the places is a leaf: nothing is called while it is held.</remarks>
public sealed class ZoneWindow
{
    // Enough to begin with for a list some ten milliseconds away, and few beside the places of any name server.
    private const int First = 32;

    // All windows together leave a name server half of its places for others: 512 of BIND's 900 (soft limit) and unbound's 1,000.
    private const int MostTogether = 512;
    private const int MostAlone = 256;

    /// <summary>So many questions at a time go out while the zone is silent.</summary>
    internal const int Least = 4;

    // A zone that answers at all gets as many.
    private const int Few = 16;

    private const int MostWaiting = 1024;

    // Longer than a name server that knows nothing yet takes to find the zone's servers.
    private static readonly TimeSpan StallsAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(250);

    // A few packets lost between the name server and the zone's own make some dozen slow answers in a row; a slow zone has hardly any other.
    private const double Slow = 0.25;

    private readonly object _placesLock = new();
    private readonly Queue<PendingLookup> _waiting = new();
    private int _most = MostAlone;
    private int _limit = First;
    private int _sent;
    private TimeSpan _aloneSince;
    private TimeSpan _halvedAt = TimeSpan.MinValue;
    private long _lastAnswer = TimeSpan.MinValue.Ticks;
    private double _promptShare = 1;
    private volatile bool _silent;
    private bool _draining;

    /// <summary>So many zones are asked about at a time, and share what there is.</summary>
    /// <param name="zones">At least one.</param>
    public void ShareWith(int zones)
    {
        lock (_placesLock)
        {
            _most = Math.Min(MostAlone, Math.Max(Least * 4, MostTogether / Math.Max(1, zones)));
            _limit = Math.Min(_limit, _most);
        }
    }

    /// <summary>When a question about the zone was answered last, on the clock of the resolver; <see cref="TimeSpan.MinValue"/> when none has been.</summary>
    internal TimeSpan LastAnswer => new(Interlocked.Read(ref _lastAnswer));

    /// <summary>True when a question would be turned away: the zone is silent, and enough questions are out to notice when it no longer is.</summary>
    internal bool TurnsAway => _silent && Volatile.Read(ref _sent) >= Least;

    /// <summary>A place for a lookup: now, when another is free, or none.</summary>
    /// <param name="lookup">Begun when a place is free.</param>
    /// <param name="traffic">What the name servers say to all.</param>
    /// <param name="now">The time now.</param>
    internal WindowPlace Enter(PendingLookup lookup, ServerTraffic traffic, TimeSpan now)
    {
        lock (_placesLock)
        {
            if (IsSilent(traffic, now))
            {
                if (_sent >= Least)
                    return WindowPlace.None;
            }
            else if (_sent >= _limit || _waiting.Count > 0)
            {
                // Who would wait behind slow answers would wait for too long. When all zones answer slowly the name servers are busy, or this machine is.
                if (_waiting.Count >= MostWaiting || (_promptShare < Slow && traffic.IsPrompt))
                    return WindowPlace.None;
                _waiting.Enqueue(lookup);
                return WindowPlace.Waiting;
            }

            Send(now);
            return WindowPlace.Sent;
        }
    }

    /// <summary>True when nothing has been answered for so long that nobody should wait for a place.</summary>
    internal bool IsSilentAt(ServerTraffic traffic, TimeSpan now)
    {
        lock (_placesLock)
            return IsSilent(traffic, now);
    }

    /// <summary>A lookup that had been sent has ended; those that wait move up.</summary>
    /// <param name="how">What it has come to.</param>
    /// <param name="sentAt">When it was sent first.</param>
    /// <param name="traffic">What the name servers say to all.</param>
    /// <param name="now">The time now.</param>
    internal void Leave(DnsStatus how, TimeSpan sentAt, ServerTraffic traffic, TimeSpan now)
    {
        bool isWaitedFor;
        lock (_placesLock)
        {
            if (how <= DnsStatus.NoRecords)
                Open(now - sentAt, traffic, now);
            else if (how is not (DnsStatus.Backlog or DnsStatus.Overloaded))
                Close(how == DnsStatus.TimedOut && traffic.HasFlowedFor(StallsAfter, now), sentAt, now);
            _sent--;
            isWaitedFor = _waiting.Count > 0;
        }

        if (isWaitedFor)
            Drain(traffic, now);
    }

    private void Send(TimeSpan now)
    {
        if (_sent++ == 0)
            _aloneSince = now;
    }

    // While nobody is answered at all, no zone is to blame: the name servers are down, or this machine is too busy to hear them.
    private bool IsSilent(ServerTraffic traffic, TimeSpan now)
    {
        if (!_silent && _sent > 0 && traffic.HasFlowedFor(StallsAfter, now))
        {
            var last = new TimeSpan(_lastAnswer);
            _silent = now - (last > _aloneSince ? last : _aloneSince) > StallsAfter;
        }

        return _silent;
    }

    private void Open(TimeSpan took, ServerTraffic traffic, TimeSpan now)
    {
        Interlocked.Exchange(ref _lastAnswer, now.Ticks);
        _silent = false;
        _promptShare += ((took <= Prompt ? 1 : 0) - _promptShare) / 64;
        if (took <= Prompt)
        {
            // A window that is hardly used says nothing about how wide it may be.
            if (_limit < _most && _sent * 2 >= _limit)
                _limit++;
        }
        else if (_limit > Least && traffic.IsPrompt)
        {
            _limit--;
        }
    }

    // A failure too: a name server that has no places left says SERVFAIL (BIND) or REFUSED (dnsmasq).
    private void Close(bool othersAreAnswered, TimeSpan sentAt, TimeSpan now)
    {
        if (othersAreAnswered && new TimeSpan(_lastAnswer) < sentAt)
            _silent = true;
        if (_halvedAt != TimeSpan.MinValue && now - _halvedAt < StallsAfter)
            return;
        _halvedAt = now;
        _limit = Math.Max(_silent ? Least : Few, _limit / 2);
    }

    // One thread at a time: a lookup that fails as it is sent leaves the window at once, and would call this again, and so on without end.
    private void Drain(ServerTraffic traffic, TimeSpan now)
    {
        while (Next(traffic, now) is { } lookup)
        {
            try
            {
                lookup.Begin(now);
            }
            finally
            {
                lock (_placesLock)
                    _draining = false;
            }
        }
    }

    private PendingLookup? Next(ServerTraffic traffic, TimeSpan now)
    {
        lock (_placesLock)
        {
            while (!_draining && _waiting.Count > 0)
            {
                if (_waiting.Peek().IsDone)
                {
                    _waiting.Dequeue();
                    continue;
                }

                if (_sent >= _limit || IsSilent(traffic, now))
                    return null;
                _draining = true;
                Send(now);
                return _waiting.Dequeue();
            }

            return null;
        }
    }
}

/// <summary>What a <see cref="ZoneWindow"/> has for a lookup.</summary>
internal enum WindowPlace
{
    None,
    Waiting,
    Sent,
}
