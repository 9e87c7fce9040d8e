using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Time;

namespace IpBlock.Tests.Dns;

/// <summary>
/// Lists in memory that keep the promises of <see cref="IDnsResolver"/>: answers are remembered, one query is under way for a name, and a silent list
/// ends as timed out after two seconds of the given clock. What nobody scripted does not exist.
/// </summary>
internal sealed class FakeResolver(Clock clock) : IDnsResolver
{
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DnsAnswer> _script = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _delays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DnsAnswer> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<DnsAnswer>> _underWay = new(StringComparer.Ordinal);
    private readonly List<string> _queries = [];

    /// <summary>How often anybody asked for more than a look into the cache.</summary>
    public int Asked { get; private set; }

    /// <summary>Every query so far, such as <c>A 1.2.0.192.bl.test</c>.</summary>
    public IReadOnlyList<string> Queries
    {
        get
        {
            lock (_lock)
                return [.. _queries];
        }
    }

    public FakeResolver Lists(string zone, string client, params string[] codes) => Says("A " + Reversed(client) + zone, DnsAnswer.WithAddresses([.. codes.Select(Some.Code)]));

    public FakeResolver Explains(string zone, string client, params string[] texts) => Says("Txt " + Reversed(client) + zone, DnsAnswer.WithTexts(texts));

    public FakeResolver Reverse(string client, params string[] names) => Says("Ptr " + Reversed(client) + (client.Contains(':') ? "ip6.arpa" : "in-addr.arpa"), DnsAnswer.WithTexts(names));

    public FakeResolver Host(string name, params string[] addresses)
    {
        Says("A " + name, DnsAnswer.WithAddresses([.. addresses.Where(address => !address.Contains(':')).Select(Some.Code)]));
        return Says("Aaaa " + name, DnsAnswer.WithHosts([.. addresses.Where(address => address.Contains(':')).Select(Some.Client)]));
    }

    /// <summary>Everything under the zone gets this status.</summary>
    public FakeResolver Fails(string zone, DnsStatus status) => Says(zone, DnsAnswer.Without(status));

    /// <summary>The zone answers that much later.</summary>
    public FakeResolver Delays(string zone, double seconds)
    {
        lock (_lock)
            _delays[zone] = TimeSpan.FromSeconds(seconds);
        return this;
    }

    public FakeResolver Silent(string zone) => Fails(zone, DnsStatus.TimedOut).Delays(zone, TimeOut.TotalSeconds);

    /// <summary>True once a name of the zone has been answered.</summary>
    public bool HasAnsweredUnder(string zone)
    {
        lock (_lock)
            return _known.Keys.Any(name => name.EndsWith("." + zone, StringComparison.Ordinal));
    }

    public int CountUnder(string zone) => Queries.Count(query => query.EndsWith("." + zone, StringComparison.Ordinal));

    public bool TryGetCached(DnsQuestion question, TimeSpan now, out DnsAnswer answer)
    {
        lock (_lock)
            return _known.TryGetValue(Describe(question), out answer!);
    }

    public Task<DnsAnswer> ResolveAsync(DnsQuestion question)
    {
        var asked = Describe(question);
        lock (_lock)
        {
            Asked++;
            if (_known.TryGetValue(asked, out var known))
                return Task.FromResult(known);
            if (_underWay.TryGetValue(asked, out var task))
                return task;
            _queries.Add(asked);
            task = AnswerAsync(asked);
            if (!task.IsCompleted)
                _underWay.Add(asked, task);
            return task;
        }
    }

    private async Task<DnsAnswer> AnswerAsync(string asked)
    {
        if (Find(_delays, asked, out var delay))
            await clock.Delay(delay);
        lock (_lock)
        {
            _underWay.Remove(asked);
            return _known[asked] = Find(_script, asked, out var answer) ? answer : DnsAnswer.Without(DnsStatus.NoSuchName);
        }
    }

    private FakeResolver Says(string what, DnsAnswer answer)
    {
        lock (_lock)
            _script[what] = answer;
        return this;
    }

    private bool Find<T>(Dictionary<string, T> all, string asked, out T found)
    {
        lock (_lock)
        {
            if (all.TryGetValue(asked, out found!))
                return true;
            var zone = all.Keys.FirstOrDefault(key => asked.EndsWith("." + key, StringComparison.Ordinal));
            found = zone is null ? default! : all[zone];
            return zone is not null;
        }
    }

    private static string Describe(DnsQuestion question)
    {
        var labels = new List<string>();
        for (var i = 0; question.Name[i] != 0; i += question.Name[i] + 1)
            labels.Add(Encoding.ASCII.GetString(question.Name, i + 1, question.Name[i]));
        return question.Type + " " + string.Join('.', labels);
    }

    private static string Reversed(string client)
    {
        var bytes = Some.Client(client).ToIPAddress().GetAddressBytes().Reverse();
        return client.Contains(':')
            ? string.Concat(bytes.Select(b => $"{b & 15:x}.{b >> 4:x}."))
            : string.Concat(bytes.Select(b => $"{b}."));
    }
}
