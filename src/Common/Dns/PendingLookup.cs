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
/// <remarks>There is one for each list and client, by the hundred at a time: it is kept small. Times are microseconds since it began, and what is rarely needed is elsewhere.</remarks>
internal sealed partial class PendingLookup(StubResolver resolver, DnsQuestion question, TimeSpan now) : TaskCompletionSource<DnsAnswer>(resolver)
{
    // A single name server that is being restarted refuses packets for a moment: the second refusal is believed.
    private const int RefusalsBelieved = 2;

    // When nothing at all can be sent, sockets may be free again at the second try; longer no mail is to wait for them.
    private const int MostPutOff = 2;

    // Of a name in a zone that nobody watches it is not known whether its servers are silent or a packet was lost. Where many are silent they must not fill the name server.
    private const int SendsOfMany = 2;

    private readonly TimeSpan _begun = now;
    private int _due = Microseconds(resolver.Options.Timeout);
    private int _sentFirst;
    private int _sentLast;
    private UdpChannel? _firstChannel;
    private ushort _firstId;
    private bool _firstHadEdns;
    private FurtherTries? _further;
    private List<NameServer> _servers = resolver.Servers;
    private byte _server = (byte)StubResolver.PreferredServer(resolver.Servers, now);
    private byte _failedServers;
    private byte _askedOverTcp;
    private byte _unreachable;
    private DnsStatus _failure = DnsStatus.TimedOut;
    private byte _putOff;
    private bool _isPutOff;
    private bool _lastHadEdns;
    private byte _sentWithEdns;
    private short _sends;
    private bool _hasPlace;
    private bool _noEdns;
    private bool _done;

    public DnsQuestion Question { get; } = question;

    /// <summary>The next question in the same chain of the table of those under way.</summary>
    public PendingLookup? Next { get; set; }

    // It has a place for an object, which saves one here.
    private StubResolver Resolver => (StubResolver)Task.AsyncState!;

    private TimeSpan Deadline => _begun + Resolver.Options.Timeout;

    // Of all that changes. Its own copy of the name, which nobody else locks: an object less for each lookup. Held while the question is sent: a channel's lock is taken within it, and SentThrough called
    // within both.
    private object StateLock => Question.Name;

    public bool IsDone => Volatile.Read(ref _done);

    /// <summary>True when it is about a name in a zone that nobody watches, and was sent before that time.</summary>
    public bool IsOverdue(TimeSpan time) => Question.Window is null && !IsDone && _hasPlace && At(_sentFirst) < time;

    /// <summary>Sends the question, or waits for a place in its zone's window, or ends at once when there is none.</summary>
    public void Start(TimeSpan time)
    {
        var place = Question.Window?.Enter(this, Resolver.Traffic, time) ?? WindowPlace.Sent;
        if (place == WindowPlace.Sent)
            Begin(time);
        else if (place == WindowPlace.None)
            Finish(DnsAnswer.Without(DnsStatus.Backlog), null, time);
    }

    /// <summary>Has a place, and sends the question.</summary>
    public void Begin(TimeSpan time)
    {
        bool late;
        lock (StateLock)
        {
            late = _done;
            _hasPlace = !late;
            _sentFirst = Since(time);
            if (!late && Send(time, Resolver.Options.RetryAfter))
                return;
        }

        if (late)
            Question.Window?.Leave(DnsStatus.Backlog, time, Resolver.Traffic, time);
        else
            NobodyThere(_servers[_server]);
    }

    /// <summary>Repeats the query, or gives up, if it is time.</summary>
    public void Tick(TimeSpan time)
    {
        NameServer? unreachable = null;
        lock (StateLock)
        {
            if (_done || (_hasPlace && time < At(_due)))
                return;
            if (!_hasPlace)
            {
                if (time < Deadline && Question.Window?.IsSilentAt(Resolver.Traffic, time) != true)
                    return;
                _failure = DnsStatus.Backlog;
            }
            else if (time < Deadline)
            {
                if (!MayRepeat(time))
                    return;
                if (!Send(time, Resolver.Options.RetryAfter + Resolver.Options.RetryAfter))
                    unreachable = _servers[_server];
                else if (_sends > 0 || _putOff < MostPutOff)
                    return;
            }

            if (_hasPlace && _putOff > 0)
                _failure = DnsStatus.Overloaded;
        }

        if (unreachable is null)
            Abandon();
        else
            NobodyThere(unreachable);
    }

    /// <summary>Gives up.</summary>
    public void Abandon()
    {
        var status = _failure;
        // It waited for a place for most of its time: that nobody has answered yet is not the name servers' fault.
        if (status == DnsStatus.TimedOut && Deadline - At(_sentFirst) < TimeSpan.FromTicks(Resolver.Options.Timeout.Ticks / 2))
            status = DnsStatus.Backlog;
        Finish(DnsAnswer.Without(status), null, Resolver.Clock.Elapsed);
    }

    public void Received(NameServer from, byte[] packet, int length, TimeSpan now)
    {
        var reading = DnsResponseMessage.Read(packet, length, Question, out var answer, out var ttl);
        if (reading == DnsReading.NotOurs)
            return;
        from.Answered(now);
        if (reading != DnsReading.NoEdns)
            from.Edns.Answered(HadEdns((ushort)(packet[0] << 8 | packet[1])), now);
        if (reading == DnsReading.Truncated)
            AskOverTcp(from);
        else if (reading != DnsReading.NoEdns || !TryWithoutEdns(from))
            Conclude(from, answer, ttl, now);
    }

    // What came over TCP came from the server: if it is no answer to the question, there is no other to wait for.
    public void ReceivedOverTcp(NameServer from, byte[] packet)
    {
        DnsResponseMessage.Read(packet, packet.Length, Question, out var answer, out var ttl);
        Conclude(from, answer, ttl, Resolver.Clock.Elapsed);
    }

    public void NobodyThere(NameServer server)
    {
        server.WasSilent(Resolver.Clock.Elapsed);
        lock (StateLock)
        {
            if (_servers.Count == 1 && ++_unreachable < RefusalsBelieved)
                return;
        }

        Failed(server, DnsStatus.Unreachable);
    }

    // This server will not say. The next one may; when none is left, that is the result.
    public void Failed(NameServer server, DnsStatus status)
    {
        server.Failed(status, Resolver.Clock.Elapsed);
        lock (StateLock)
        {
            if (_done || !_servers.Contains(server))
                return;
            _failure = status;
            _failedServers |= (byte)Bit(server);
            for (var next = NextServer(); !HasFailed(next); next = NextServer())
            {
                if (next == _server)
                    return; // it is being asked already
                _server = (byte)next;
                if (Send(Resolver.Clock.Elapsed, Resolver.Options.RetryAfter))
                    return;
                _failedServers |= (byte)(1 << next);
            }
        }

        Finish(DnsAnswer.Without(status), null, Resolver.Clock.Elapsed);
    }

    private bool HadEdns(ushort id)
    {
        // Written before it was sent for the first time.
        if (_firstId == id)
            return _firstHadEdns;
        lock (StateLock)
            return _further?.HadEdns(id) == true;
    }

    private int Bit(NameServer server) => 1 << _servers.IndexOf(server);

    private bool IsLast(NameServer server) => (_failedServers | Bit(server)) == (1 << _servers.Count) - 1;

    private bool HasFailed(int server) => (_failedServers & 1 << server) != 0;

    private int NextServer()
    {
        var count = _servers.Count;
        for (var step = 1; step <= count; step++)
        {
            var candidate = (_server + step) % count;
            if (!HasFailed(candidate))
                return candidate;
        }

        return _server;
    }

    private void Conclude(NameServer from, DnsAnswer answer, uint? ttl, TimeSpan now)
    {
        if (answer.IsConclusive)
            Finish(answer, ttl, now);
        else
            Failed(from, answer.Status);
    }

    // False when the server complains of a query that had no EDNS0. A repetition may have been on its way, with it, at the first complaint.
    private bool TryWithoutEdns(NameServer from)
    {
        lock (StateLock)
        {
            if (_done || _sentWithEdns == 0)
                return _done;
            from.Edns.WasRefused(Resolver.Clock.Elapsed);
            _sentWithEdns--;
            if (_noEdns)
                return true;
            _noEdns = true;
            return Send(Resolver.Clock.Elapsed, Resolver.Options.RetryAfter);
        }
    }

    private void LeaveWindow(DnsStatus how, TimeSpan time)
    {
        if (how <= DnsStatus.NoRecords)
            Resolver.Traffic.Answered(time - At(_sentFirst), time);
        Question.Window?.Leave(how, At(_sentFirst), Resolver.Traffic, time);
    }

    private void AskOverTcp(NameServer server)
    {
        TcpExchange? exchange;
        var why = SendResult.Sent;
        lock (StateLock)
        {
            if (_done || !_servers.Contains(server) || (_askedOverTcp & Bit(server)) != 0)
                return;
            _askedOverTcp |= (byte)Bit(server);
            exchange = TryOpenTcp(server, out why);
            if (exchange is not null)
                (_further ??= new FurtherTries()).Connections.Add(exchange);
            else if (why == SendResult.NoRoom && IsLast(server) && ++_putOff < MostPutOff)
            {
                // Connections are short: at the repetition, which is truncated again, there may be a free one.
                _isPutOff = true;
                _server = (byte)_servers.IndexOf(server);
                _askedOverTcp &= (byte)~Bit(server);
                return;
            }
        }

        if (exchange is null)
            Failed(server, why == SendResult.NoRoom ? DnsStatus.Overloaded : DnsStatus.Unreachable);
        else
            exchange.Start();
    }

    private TcpExchange? TryOpenTcp(NameServer server, out SendResult why)
    {
        why = SendResult.NoRoom;
        if (!server.TryEnterTcp(_servers.Count))
            return null;
        try
        {
            return new TcpExchange(server, this, edns: !_noEdns && !server.Edns.IsMissing);
        }
        catch (SocketException failure)
        {
            server.LeaveTcp();
            why = SendErrors.Of(failure.SocketErrorCode);
            return null;
        }
    }

    private void Finish(DnsAnswer answer, uint? ttl, TimeSpan now)
    {
        lock (StateLock)
        {
            if (_done)
                return;
            Volatile.Write(ref _done, true);
        }

        Resolver.Finished(this, answer, ttl, now);
        if (_hasPlace)
            LeaveWindow(answer.Status, now);
        _firstChannel?.Forget(_firstId, this);
        _further?.End(this);
        TrySetResult(answer);
    }
}
