using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

/// <summary>
/// A name server on loopback, UDP and TCP on one free port, that answers as its script says: right, late, wrong or not at all. Its wire code is
/// its own, so that a fault in the engine's codec meets somebody who does not share it. What is in none of its zones it refuses;
/// in-addr.arpa and ip6.arpa are always its zones.
/// </summary>
public sealed class ScriptedDnsServer : IAsyncDisposable
{
    /// <summary>The code in every false packet: who reports it has believed a lie.</summary>
    public const string LieCode = Lie.Code;

    private readonly Cast _cast = new();
    private readonly ConcurrentQueue<RecordedQuery> _queries = new();
    private readonly Stopwatch _running = Stopwatch.StartNew();
    private readonly CancellationTokenSource _stop = new();
    private readonly Doors _doors;
    private readonly ConcurrentQueue<Exception> _faults = new();
    private long _order;

    private ScriptedDnsServer(IPAddress address)
    {
        Zone("in-addr.arpa");
        Zone("ip6.arpa");
        _doors = Doors.Open(address, AnswerAsync, _stop.Token);
    }

    /// <summary>Where to send queries.</summary>
    public IPEndPoint EndPoint => _doors.EndPoint;

    public int Port => EndPoint.Port;

    /// <summary>Everything asked so far, in order of arrival.</summary>
    public IReadOnlyList<RecordedQuery> Queries => [.. _queries.OrderBy(query => query.Order)];

    /// <summary>Starts on 127.0.0.1, or on the loopback address given.</summary>
    public static ScriptedDnsServer Start(string address = "127.0.0.1") => new(IPAddress.Parse(address));

    /// <summary>The script of a zone; the same object every time.</summary>
    public ZoneScript Zone(string name) => _cast.Zone(name, plain => new ZoneScript(this, plain));

    /// <summary>The script of one name; the same object every time. A name outside all zones is a zone of its own.</summary>
    public NameScript Name(string name) => _cast.Name(name);

    /// <summary>The reverse names of an address, in place of older ones.</summary>
    public NameScript Reverse(string address, params string[] names)
    {
        var script = Name(WireName.Reverse(address)).Clear();
        foreach (var name in names)
            script.Pointer(name);
        return script;
    }

    /// <summary>How often exactly this name was asked for, over all types and both transports.</summary>
    public int CountFor(string name) => _queries.Count(query => string.Equals(query.Name, WireName.Plain(name), StringComparison.Ordinal));

    /// <summary>How often the zone or a name in it was asked for.</summary>
    public int CountUnder(string zone) => _queries.Count(query => ("." + query.Name).EndsWith("." + WireName.Plain(zone), StringComparison.Ordinal));

    /// <summary>Forgets the queries recorded so far.</summary>
    public void Forget() => _queries.Clear();

    /// <summary>Completes when that many queries have arrived since the start or <see cref="Forget"/>.</summary>
    /// <exception cref="TimeoutException">After 30 seconds.</exception>
    public async Task SeenAsync(int count)
    {
        var patience = Stopwatch.StartNew();
        while (_queries.Count < count)
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(30))
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"Of {count} queries only {_queries.Count} have arrived."));
            await Task.Delay(5);
        }
    }

    /// <summary>Stops, and leaves no port, thread or waiting answer behind.</summary>
    /// <exception cref="AggregateException">A script could not be played.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await _doors.DisposeAsync();
        _stop.Dispose();
        if (!_faults.IsEmpty)
            throw new AggregateException("A script of the name server could not be played.", _faults);
    }

    private async Task AnswerAsync(WireQuery query, IPEndPoint client, IWayBack back)
    {
        _queries.Enqueue(new RecordedQuery(
            Interlocked.Increment(ref _order), _running.Elapsed, query.Name, query.Type, query.Id, client.Port, back.Transport, query.HasEdns, query.UdpLimit));
        try
        {
            await new Performance(query, _cast.Find(query.Name), back).RunAsync(_stop.Token);
        }
        catch (Exception e) when (!Doors.IsFarewell(e))
        {
            _faults.Enqueue(e);
        }
    }
}
