using System;

namespace IpBlock.Dns;

/// <content>When the question is sent, and to whom.</content>
internal sealed partial class PendingLookup
{
    /// <summary>It was to be sent with others, and was not.</summary>
    public void SendAlone()
    {
        NameServer server;
        lock (StateLock)
        {
            if (_done)
                return;
            _sends--;
            _sentWithEdns -= (short)(_lastHadEdns ? 1 : 0);
            if (Send(resolver.Clock.Elapsed, resolver.Options.RetryAfter))
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
            (_more ??= []).Add((channel, id, edns));
    }

    // A name server that answers others has this question too, but for a packet lost on the way. It waits for the zone's own servers, and the question sent again would take
    // one more of the places that it has for such. When the zone answers others, a packet was lost.
    private bool MayRepeat(TimeSpan time)
    {
        if (!_isPutOff && ReferenceEquals(_servers, resolver.Servers))
        {
            var server = _servers[_server];
            var since = _sentLast + TimeSpan.FromTicks(resolver.Options.RetryAfter.Ticks / 2);
            // Where EDNS0 is dropped on the way others are answered without it, and this question has not got there.
            var ednsUnheard = _lastHadEdns && !server.Edns.HasAnsweredSince(since);
            if (ednsUnheard)
                server.Edns.WasSilent();
            if (!server.HasAnsweredSince(since))
            {
                server.WasSilent(time);
            }
            else if (!ednsUnheard && !(Question.Window?.LastAnswer > _sentLast) && _sends >= Math.Max(MostSends, _servers.Count))
            {
                Wait(time, resolver.Options.RetryAfter);
                return false;
            }
        }

        Follow(time);
        return true;
    }

    private int MostSends => Question.Window is not null ? 1 : resolver.HasManyOverdue ? SendsOfMany : int.MaxValue;

    // To the next server, or to the first of those that the system has now.
    private void Follow(TimeSpan time)
    {
        var servers = resolver.Servers;
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
        _putOff += (short)(_isPutOff ? 1 : 0);
        _sentLast = time;
        if (result == SendResult.Sent)
        {
            _sends++;
            resolver.Counters.CountSent();
            _sentWithEdns += (short)(_lastHadEdns ? 1 : 0);
        }

        return result != SendResult.NoWay;
    }

    private void Wait(TimeSpan time, TimeSpan wait)
    {
        var due = time + Jittered(wait);
        _due = due < _deadline ? due : _deadline;
    }

    // Queries lost together, in a queue that overflowed, must not come back together.
    private static TimeSpan Jittered(TimeSpan wait) => TimeSpan.FromTicks(wait.Ticks * (192 + UnguessableNumbers.Next() % 128) / 256);
}
