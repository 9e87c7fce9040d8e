using System;
using System.Collections.Generic;
using System.Net.Sockets;
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
    private bool _noEdns;
    private bool _done;

    public DnsQuestion Question { get; } = question;

    /// <summary>The next question in the same chain of the table of those under way.</summary>
    public PendingLookup? Next { get; set; }

    public void Start(TimeSpan time)
    {
        lock (_gate)
        {
            if (_done || Send(time, resolver.Options.RetryAfter))
                return;
        }

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
            if (_done || time < _due)
                return;
            resolver.Servers[_server].WasSilent(time);
            if (time < _deadline)
            {
                _server = NextServer();
                if (Send(time, resolver.Options.RetryAfter + resolver.Options.RetryAfter))
                    return;
                unreachable = resolver.Servers[_server];
            }
        }

        if (unreachable is null)
            Abandon();
        else
            NobodyThere(unreachable);
    }

    /// <summary>Gives up.</summary>
    public void Abandon() => Finish(DnsAnswer.Without(_failure), null);

    public void Received(NameServer from, byte[] packet, int length)
    {
        var reading = DnsResponseMessage.Read(packet, length, Question, out var answer, out var ttl);
        if (reading == DnsReading.NotOurs)
            return;
        from.Answered();
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
        var due = time + Jittered(wait);
        _due = due < _deadline ? due : _deadline;
        _sentWithEdns += _noEdns ? 0 : 1;
        return resolver.Servers[_server].TrySend(this, time, edns: !_noEdns);
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
            _done = true;
        }

        resolver.Finished(this, answer, ttl);
        _first.Channel?.Forget(_first.Id, this);
        _more?.ForEach(sent => sent.Channel.Forget(sent.Id, this));
        _tcp?.ForEach(exchange => exchange.Dispose());
        TrySetResult(answer);
    }
}
