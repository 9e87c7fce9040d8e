using System;
using System.Collections.Generic;
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
    private IDisposable? _tcp;
    private TimeSpan _due = now + Jittered(resolver.Options.RetryAfter);
    private int _server = resolver.PreferredServer(now);
    private int _failedServers;
    private int _unreachable;
    private DnsStatus _failure = DnsStatus.TimedOut;
    private bool _noEdns;
    private bool _done;

    public DnsQuestion Question { get; } = question;

    /// <summary>The next question in the same chain of the table of those under way.</summary>
    public PendingLookup? Next { get; set; }

    public void Start(TimeSpan time)
    {
        lock (_gate)
        {
            if (Send(time))
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
        lock (_gate)
        {
            if (_done || time < _due)
                return;
            resolver.Servers[_server].WasSilent(time);
            if (time < _deadline)
            {
                var due = time + Jittered(resolver.Options.RetryAfter + resolver.Options.RetryAfter);
                _due = due < _deadline ? due : _deadline;
                _server = NextServer();
                Send(time);
                return;
            }
        }

        Finish(DnsAnswer.Without(_failure), null);
    }

    public void Received(NameServer from, byte[] packet, int length)
    {
        var reading = DnsResponseMessage.Read(packet, length, Question, out var answer, out var ttl);
        if (reading == DnsReading.NotOurs)
            return;
        from.Answered();
        if (reading == DnsReading.Answer && answer.IsConclusive)
            Finish(answer, ttl);
        else if (reading == DnsReading.Truncated)
            AskOverTcp(from);
        else if (reading == DnsReading.NoEdns && TryWithoutEdns())
            return;
        else
            Failed(from, answer.Status);
    }

    public void NobodyThere(NameServer server)
    {
        server.WasSilent(resolver.Clock.Elapsed);
        lock (_gate)
        {
            if (_done)
                return;
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
            _failedServers |= 1 << resolver.Servers.IndexOf(server);
            var next = NextServer();
            if (!HasFailed(next))
            {
                _server = next;
                if (Send(resolver.Clock.Elapsed))
                    return;
            }
            else if (HasFailed(_server) is false)
            {
                return; // another one is still being asked
            }
        }

        Finish(DnsAnswer.Without(status), null);
    }

    // Queries lost together, in a queue that overflowed, must not come back together.
    private static TimeSpan Jittered(TimeSpan wait) => TimeSpan.FromTicks(wait.Ticks * (192 + UnguessableNumbers.Next() % 128) / 256);

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

    private bool TryWithoutEdns()
    {
        lock (_gate)
        {
            if (_done || _noEdns)
                return _done;
            _noEdns = true;
            return Send(resolver.Clock.Elapsed);
        }
    }

    private bool Send(TimeSpan time) => resolver.Servers[_server].TrySend(this, time, edns: !_noEdns);

    private void AskOverTcp(NameServer server)
    {
        TcpExchange exchange;
        lock (_gate)
        {
            if (_done || _tcp is not null)
                return;
            _tcp = exchange = new TcpExchange(server, this);
        }

        exchange.Start();
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
        _tcp?.Dispose();
        TrySetResult(answer);
    }
}
