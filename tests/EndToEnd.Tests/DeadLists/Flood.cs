using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Testing.Servers;
using IpBlock.Time;

namespace IpBlock.EndToEnd.DeadLists;

/// <summary>New clients, so many at a time, each decided about by a whole engine of its own; none comes twice.</summary>
public sealed class Flood : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private readonly ScratchFolder _folder = new();
    private readonly CollectedNotices _notices = new();
    private readonly FilterEngine _engine;
    private readonly List<double> _late = [];
    private readonly Dictionary<string, int> _why = new(StringComparer.Ordinal);
    private int _next;
    private int _accepted;
    private int _missedForOneLate;
    private int _rejectedUnlisted;
    private int _clients;

    public Flood(string settings)
    {
        _engine = new FilterEngine(_folder.Write("ipblock.json", settings), Clock.System, _notices);
    }

    /// <summary>How many have been decided about.</summary>
    public int Clients => Volatile.Read(ref _clients);

    /// <summary>Listed clients that were accepted.</summary>
    public int Missed => Volatile.Read(ref _accepted);

    /// <summary>Those of <see cref="Missed"/> whose own list did not answer in time: a packet between the name server and the list's own was lost.</summary>
    public int MissedForLostPackets => Volatile.Read(ref _missedForOneLate);

    /// <summary>Clients on no list that were rejected.</summary>
    public int Wrong => Volatile.Read(ref _rejectedUnlisted);

    /// <summary>Queries sent to the name servers for clients.</summary>
    public long Queries => _engine.DnsCounters.Sent;

    /// <summary>Which lists had said nothing of the listed clients that were accepted, and why.</summary>
    public string Why
    {
        get
        {
            lock (_why)
                return string.Join(", ", _why.Select(static pair => $"{pair.Key}: {pair.Value}"));
        }
    }

    public IReadOnlyCollection<string> Told => _notices.Told;

    /// <summary>What so many of 100 clients did not wait longer for, of those that came after the time given to <see cref="RunAsync"/>, in milliseconds.</summary>
    public double LateOf(int percent)
    {
        lock (_late)
        {
            _late.Sort();
            return _late.Count == 0 ? 0 : _late[_late.Count * percent / 100];
        }
    }

    public void ForgetCounts()
    {
        (_accepted, _missedForOneLate, _clients, _rejectedUnlisted) = (0, 0, 0, 0);
        lock (_late)
            _late.Clear();
    }

    /// <param name="atATime">So many connections are open.</param>
    /// <param name="duration">How long new ones come.</param>
    /// <param name="lateAfter">From then on it is kept how long each takes.</param>
    public async Task RunAsync(int atATime, TimeSpan duration, TimeSpan lateAfter)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, atATime).Select(_ => Task.Run(() => ConnectAsync(watch, duration, lateAfter))));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    private async Task ConnectAsync(Stopwatch watch, TimeSpan duration, TimeSpan lateAfter)
    {
        while (watch.Elapsed < duration)
        {
            // Numbers are spread over all of 11.0.0.0/8: neighbours in time are none in address.
            var client = 0x0B000000 | (uint)Interlocked.Increment(ref _next) * 2654435761u >> 8;
            // What else there is to an SMTP connection.
            await Task.Delay(Rest);
            var begun = watch.Elapsed;
            var verdict = await _engine.EvaluateAsync(new FilterRequest(Address.FromIPv4(client)));
            var took = (watch.Elapsed - begun).TotalMilliseconds;
            Interlocked.Increment(ref _clients);
            if (FiveLists.IsListed(client) && verdict.Action != VerdictAction.Reject)
                Miss(verdict);
            if (!FiveLists.IsListed(client) && verdict.Action == VerdictAction.Reject)
                Interlocked.Increment(ref _rejectedUnlisted);
            if (begun < lateAfter)
                continue;
            lock (_late)
                _late.Add(took);
        }
    }

    private void Miss(Verdict verdict)
    {
        Interlocked.Increment(ref _accepted);
        lock (_why)
        {
            _missedForOneLate += verdict.Missing.All(static missing => missing.Provider.Name == "sick" || missing.Outcome == ProviderOutcome.Late) ? 1 : 0;
            foreach (var missing in verdict.Missing)
            {
                var why = $"{missing.Provider.Name} {missing.Outcome} {missing.Dns.Status}";
                _why[why] = _why.TryGetValue(why, out var count) ? count + 1 : 1;
            }
        }
    }
}
