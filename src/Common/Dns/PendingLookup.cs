using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Dns;

/// <summary>
/// One question under way: all who ask it meanwhile wait for this task. It is told of packets, silence and unreachable servers from several threads, and
/// the first conclusive answer, or the deadline, ends it. Whoever waits goes on at once on the thread that brought the answer.
/// </summary>
internal sealed class PendingLookup(StubResolver resolver, DnsQuestion question, TimeSpan now) : TaskCompletionSource<DnsAnswer>
{
    // A single name server that is being restarted refuses packets for a moment: the second refusal is believed.
    private const int RefusalsBelieved = 2;

    // Of a name in a zone that nobody watches it is not known whether its servers are silent or a packet was lost.
    private const int SendsOfOne = 3;

    private readonly TimeSpan _deadline = now + resolver.Options.Timeout;
    private readonly object _gate = new();
    private (UdpChannel Channel, ushort Id) _first;
    private List<(UdpChannel Channel, ushort Id)>? _more;
    private List<TcpExchange>? _tcp;
    private TimeSpan _due = now + resolver.Options.Timeout;
    private int _server = resolver.PreferredServer(now);
    private int _failedServers;
    private int _askedOverTcp;
    private int _unreachable;
    private DnsStatus _failure = DnsStatus.TimedOut;
    private int _sentWithEdns;
    private int _sends;
    private TimeSpan _sentFirst;
    private TimeSpan _sentLast;
    private bool _hasPlace;
    private bool _noEdns;
    private bool _done;

    public DnsQuestion Question { get; } = question;

    /// <summary>The next question in the same chain of the table of those under way.</summary>
    public PendingLookup? Next { get; set; }

    public bool IsDone => Volatile.Read(ref _done);

    /// <summary>True when it is about a name in a zone that nobody watches, and was sent before that time.</summary>
    public bool IsOverdue(TimeSpan time) => Question.Window is null && !IsDone && _hasPlace && _sentFirst < time;

    /// <summary>Sends the question, or waits for a place in its zone's window, or ends at once when there is none.</summary>
    public void Start(TimeSpan time)
    {
        var place = Question.Window?.Enter(this, resolver.Traffic, time) ?? WindowPlace.Sent;
        if (place == WindowPlace.Sent)
            Begin(time);
        else if (place == WindowPlace.None)
            Finish(DnsAnswer.Without(DnsStatus.Backlog), null);
    }

    /// <summary>Has a place, and sends the question.</summary>
    public void Begin(TimeSpan time)
    {
        bool late;
        lock (_gate)
        {
            late = _done;
            _hasPlace = !late;
            _sentFirst = time;
            if (!late && Send(time, resolver.Options.RetryAfter))
                return;
        }

        if (late)
            Question.Window?.Leave(DnsStatus.Backlog, time, resolver.Traffic, time);
        else
            NobodyThere(resolver.Servers[_server]);
    }

    /// <summary>Called by the channel, under this lookup's own lock, for every id it is sent under.</summary>
    public void SentThrough(UdpChannel channel, ushort id)
    {
        if (_first.Channel is null)
            _first = (channel, id);
        else
            (_more ??= []).Add((channel, id));
    }

    /// <summary>Repeats the query, or gives up, if it is time.</summary>
    public void Tick(TimeSpan time)
    {
        NameServer? unreachable = null;
        lock (_gate)
        {
            if (_done || (_hasPlace && time < _due))
                return;
            if (!_hasPlace)
            {
                if (time < _deadline && Question.Window?.IsSilentAt(resolver.Traffic, time) != true)
                    return;
                _failure = DnsStatus.Backlog;
            }
            else if (time < _deadline)
            {
                if (!MayRepeat(time) || Send(time, resolver.Options.RetryAfter + resolver.Options.RetryAfter))
                    return;
                unreachable = resolver.Servers[_server];
            }
        }

        if (unreachable is null)
            Abandon();
        else
            NobodyThere(unreachable);
    }

    // A name server that answers others has this question too, but for a packet lost on the way. It waits for the zone's own servers, and the question sent again would take
    // one more of the places that it has for such. When the zone answers others, a packet was lost.
    private bool MayRepeat(TimeSpan time)
    {
        var server = resolver.Servers[_server];
        if (!server.HasAnsweredSince(_sentLast + TimeSpan.FromTicks(resolver.Options.RetryAfter.Ticks / 2)))
            server.WasSilent(time);
        else if (!(Question.Window?.LastAnswer > _sentLast) && _sends >= Math.Max(Question.Window is null ? SendsOfOne : 1, resolver.Servers.Count))
        {
            Wait(time, resolver.Options.RetryAfter);
            return false;
        }

        _server = NextServer();
        return true;
    }

    /// <summary>Gives up.</summary>
    public void Abandon()
    {
        var status = _failure;
        // It waited for a place for most of its time: that nobody has answered yet is not the name servers' fault.
        if (status == DnsStatus.TimedOut && _deadline - _sentFirst < TimeSpan.FromTicks(resolver.Options.Timeout.Ticks / 2))
            status = DnsStatus.Backlog;
        Finish(DnsAnswer.Without(status), null);
    }

    public void Received(NameServer from, byte[] packet, int length)
    {
        var reading = DnsResponseMessage.Read(packet, length, Question, out var answer, out var ttl);
        if (reading == DnsReading.NotOurs)
            return;
        from.Answered(resolver.Clock.Elapsed);
        if (reading == DnsReading.Truncated)
            AskOverTcp(from);
        else if (reading != DnsReading.NoEdns || !TryWithoutEdns())
            Conclude(from, answer, ttl);
    }

    // What came over TCP came from the server: if it is no answer to the question, there is no other to wait for.
    public void ReceivedOverTcp(NameServer from, byte[] packet)
    {
        DnsResponseMessage.Read(packet, packet.Length, Question, out var answer, out var ttl);
        Conclude(from, answer, ttl);
    }

    public void NobodyThere(NameServer server)
    {
        server.WasSilent(resolver.Clock.Elapsed);
        lock (_gate)
        {
            if (resolver.Servers.Count == 1 && ++_unreachable < RefusalsBelieved)
                return;
        }

        Failed(server, DnsStatus.Unreachable);
    }

    // This server will not say. The next one may; when none is left, that is the result.
    public void Failed(NameServer server, DnsStatus status)
    {
        lock (_gate)
        {
            if (_done)
                return;
            _failure = status;
            _failedServers |= Bit(server);
            for (var next = NextServer(); !HasFailed(next); next = NextServer())
            {
                if (next == _server)
                    return; // it is being asked already
                _server = next;
                if (Send(resolver.Clock.Elapsed, resolver.Options.RetryAfter))
                    return;
                _failedServers |= 1 << next;
            }
        }

        Finish(DnsAnswer.Without(status), null);
    }

    // Queries lost together, in a queue that overflowed, must not come back together.
    private static TimeSpan Jittered(TimeSpan wait) => TimeSpan.FromTicks(wait.Ticks * (192 + UnguessableNumbers.Next() % 128) / 256);

    private int Bit(NameServer server) => 1 << resolver.Servers.IndexOf(server);

    private bool HasFailed(int server) => (_failedServers & 1 << server) != 0;

    private int NextServer()
    {
        var count = resolver.Servers.Count;
        for (var step = 1; step <= count; step++)
        {
            var candidate = (_server + step) % count;
            if (!HasFailed(candidate))
                return candidate;
        }

        return _server;
    }

    private void Conclude(NameServer from, DnsAnswer answer, uint? ttl)
    {
        if (answer.IsConclusive)
            Finish(answer, ttl);
        else
            Failed(from, answer.Status);
    }

    // False when the server complains of a query that had no EDNS0. A repetition may have been on its way, with it, at the first complaint.
    private bool TryWithoutEdns()
    {
        lock (_gate)
        {
            if (_done || _sentWithEdns == 0)
                return _done;
            _sentWithEdns--;
            if (_noEdns)
                return true;
            _noEdns = true;
            return Send(resolver.Clock.Elapsed, resolver.Options.RetryAfter);
        }
    }

    // The server gets its time to answer, but never more than the lookup has left.
    private bool Send(TimeSpan time, TimeSpan wait)
    {
        Wait(time, wait);
        _sends++;
        resolver.Counters.CountSent();
        _sentLast = time;
        _sentWithEdns += _noEdns ? 0 : 1;
        return resolver.Servers[_server].TrySend(this, time, edns: !_noEdns);
    }

    private void LeaveWindow(DnsStatus how, TimeSpan time)
    {
        if (how <= DnsStatus.NoRecords)
            resolver.Traffic.Answered(time - _sentFirst, time);
        Question.Window?.Leave(how, _sentFirst, resolver.Traffic, time);
    }

    private void Wait(TimeSpan time, TimeSpan wait)
    {
        var due = time + Jittered(wait);
        _due = due < _deadline ? due : _deadline;
    }

    private void AskOverTcp(NameServer server)
    {
        TcpExchange? exchange;
        lock (_gate)
        {
            if (_done || (_askedOverTcp & Bit(server)) != 0)
                return;
            _askedOverTcp |= Bit(server);
            exchange = TryOpenTcp(server);
            if (exchange is not null)
                (_tcp ??= []).Add(exchange);
        }

        if (exchange is null)
            Failed(server, DnsStatus.Unreachable);
        else
            exchange.Start();
    }

    private TcpExchange? TryOpenTcp(NameServer server)
    {
        try
        {
            return new TcpExchange(server, this, edns: !_noEdns);
        }
        catch (SocketException)
        {
            return null; // no socket left on this machine
        }
    }

    private void Finish(DnsAnswer answer, uint? ttl)
    {
        lock (_gate)
        {
            if (_done)
                return;
            Volatile.Write(ref _done, true);
        }

        resolver.Finished(this, answer, ttl);
        if (_hasPlace)
            LeaveWindow(answer.Status, resolver.Clock.Elapsed);
        _first.Channel?.Forget(_first.Id, this);
        _more?.ForEach(sent => sent.Channel.Forget(sent.Id, this));
        _tcp?.ForEach(exchange => exchange.Dispose());
        TrySetResult(answer);
    }
}
