using System;

namespace IpBlock.Dns;

/// <content>When the question is sent, and to whom.</content>
internal sealed partial class PendingLookup
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    /// <summary>It was to be sent with others, and was not.</summary>
    public void SendAlone()
    {
        NameServer server;
        lock (StateLock)
        {
            if (_done)
                return;
            _sends--;
            _sentWithEdns -= (byte)(_lastHadEdns ? 1 : 0);
            if (Send(Resolver.Clock.Elapsed, Resolver.Options.RetryAfter))
                return;
            server = _servers[_server];
        }

        NobodyThere(server);
    }

    /// <summary>Called by the channel, under this lookup's own lock, for every id it is sent under.</summary>
    public void SentThrough(UdpChannel channel, ushort id, bool edns)
    {
        if (_firstChannel is null)
            (_firstChannel, _firstId, _firstHadEdns) = (channel, id, edns);
        else
            (_further ??= new FurtherTries()).Queries.Add((channel, id, edns));
    }

    // A name server that answers others has this question too, but for a packet lost on the way. It waits for the zone's own servers, and the question sent again would take
    // one more of the places that it has for such. When the zone answers others, a packet was lost.
    private bool MayRepeat(TimeSpan time)
    {
        if (!_isPutOff && ReferenceEquals(_servers, Resolver.Servers))
        {
            var server = _servers[_server];
            var since = At(_sentLast) + TimeSpan.FromTicks(Resolver.Options.RetryAfter.Ticks / 2);
            // Where EDNS0 is dropped on the way others are answered without it, and this question has not got there.
            var ednsUnheard = _lastHadEdns && !server.Edns.HasAnsweredSince(since);
            if (ednsUnheard)
                server.Edns.WasSilent();
            if (!server.HasAnsweredSince(since))
            {
                server.WasSilent(time);
            }
            else if (!ednsUnheard && !(Question.Window?.LastAnswer > At(_sentLast)) && _sends >= Math.Max(MostSends, _servers.Count))
            {
                Wait(time, Resolver.Options.RetryAfter);
                return false;
            }
        }

        Follow(time);
        return true;
    }

    private int MostSends => Question.Window is not null ? 1 : Resolver.HasManyOverdue ? SendsOfMany : int.MaxValue;

    // To the next server, or to the first of those that the system has now.
    private void Follow(TimeSpan time)
    {
        var servers = Resolver.Servers;
        if (ReferenceEquals(servers, _servers))
        {
            _server = _isPutOff ? _server : (byte)NextServer();
            return;
        }

        _servers = servers;
        _server = (byte)StubResolver.PreferredServer(servers, time);
        _failedServers = _askedOverTcp = _unreachable = 0;
    }

    // The server gets its time to answer, but never more than the lookup has left. True when it was sent, or is put off because there is too much to do here.
    private bool Send(TimeSpan time, TimeSpan wait)
    {
        Wait(time, wait);
        var server = _servers[_server];
        _lastHadEdns = !_noEdns && server.Edns.IsWanted(time, isRepetition: _firstChannel is not null);
        var result = server.TrySend(this, time, _lastHadEdns);
        _isPutOff = result == SendResult.NoRoom;
        _putOff += (byte)(_isPutOff ? 1 : 0);
        _sentLast = Since(time);
        if (result == SendResult.Sent)
        {
            _sends++;
            Resolver.Counters.CountSent();
            _sentWithEdns += (byte)(_lastHadEdns ? 1 : 0);
        }

        return result != SendResult.NoWay;
    }

    private void Wait(TimeSpan time, TimeSpan wait)
    {
        _due = Math.Min(Since(time + Jittered(wait)), Microseconds(Resolver.Options.Timeout));
    }

    // Queries lost together, in a queue that overflowed, must not come back together.
    private static TimeSpan Jittered(TimeSpan wait) => TimeSpan.FromTicks(wait.Ticks * (192 + UnguessableNumbers.Next() % 128) / 256);

    private int Since(TimeSpan time) => Microseconds(time - _begun);

    // Half an hour at the most; a machine may have slept meanwhile.
    private static int Microseconds(TimeSpan time) => (int)Math.Min(time.Ticks / TicksPerMicrosecond, int.MaxValue);

    private TimeSpan At(int microseconds) => _begun + TimeSpan.FromTicks(microseconds * TicksPerMicrosecond);
}
