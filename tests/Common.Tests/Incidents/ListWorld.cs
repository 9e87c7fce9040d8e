using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Tests.Time;

namespace IpBlock.Tests.Incidents;

/// <summary>
/// Lists in memory whose answers are a function of the address and of what has become of the list. They come after 20 milliseconds of the fake clock, inside its advance, and are not remembered. A list without
/// an answer ends after two seconds, as with the real resolver.
/// </summary>
internal sealed class ListWorld(FakeClock clock) : IDnsResolver
{
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(2);

    private static readonly DnsAnswer No = DnsAnswer.Without(DnsStatus.NoSuchName);
    private readonly Dictionary<string, Func<string, DnsAnswer?>> _zones = new(StringComparer.Ordinal);

    /// <summary>How a lookup ends while the site's name servers are not working; null while they are.</summary>
    public DnsStatus? Outage { get; set; }

    /// <summary>How a lookup of a name that the name servers would have to ask others about ends; null while they get an answer.</summary>
    public DnsStatus? LineDown { get; set; }

    /// <summary>How a lookup of a name that is no list's ends; null where it is answered.</summary>
    public DnsStatus? Strangers { get; set; }

    /// <summary>How often each zone was asked, probes included.</summary>
    public Dictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>How many lookups are under way: while there are none, whoever has not concluded is only waiting for a thread.</summary>
    public int Outstanding { get; private set; }

    public Dictionary<string, TimeSpan> Latencies { get; } = new(StringComparer.Ordinal);

    /// <summary>What the zone says of an address, written as usual and empty for the zone itself; null for nothing at all.</summary>
    public ListWorld Zone(string zone, Func<string, DnsAnswer?> answer)
    {
        _zones[zone] = answer;
        return this;
    }

    /// <summary>A list as it should be: the test entry, and those for whom the function has a code.</summary>
    public ListWorld Healthy(string zone, Func<string, string?> codeOf) => Zone(zone, address => address switch
    {
        "127.0.0.2" => Code("127.0.0.2"),
        "" => DnsAnswer.Without(DnsStatus.NoRecords),
        _ when address.StartsWith("127.", StringComparison.Ordinal) => No,
        _ => codeOf(address) is { } code ? Code(code) : No,
    });

    /// <summary>A list that says the same of everybody; its own name exists.</summary>
    public ListWorld Always(string zone, params string[] codes) => Zone(zone, _ => Code(codes));

    public ListWorld Silent(string zone) => Zone(zone, _ => null);

    public ListWorld Fails(string zone, DnsStatus status) => Zone(zone, _ => DnsAnswer.Without(status));

    public bool TryGetCached(DnsQuestion question, TimeSpan now, out DnsAnswer answer)
    {
        answer = null!;
        return false;
    }

    public Task<DnsAnswer> ResolveAsync(DnsQuestion question)
    {
        var name = NameOf(question);
        if (Outage is { } status)
            return After(status == DnsStatus.TimedOut ? TimeOut : Latency, DnsAnswer.Without(status));
        var zone = _zones.Keys.FirstOrDefault(zone => name == zone || name.EndsWith("." + zone, StringComparison.Ordinal));
        if (LineDown is { } dead && name.Length > 0)
            return After(dead == DnsStatus.TimedOut ? TimeOut : Latency, DnsAnswer.Without(dead));
        if (zone is null && Strangers is { } refusal)
            return After(Latency, DnsAnswer.Without(refusal));
        if (zone is null)
            return After(Latency, name.Length == 0 ? DnsAnswer.Without(DnsStatus.NoRecords) : No);
        Asked[zone] = Asked.GetValueOrDefault(zone) + 1;
        var answer = _zones[zone](AddressIn(name[..Math.Max(0, name.Length - zone.Length - 1)]));
        return answer is null ? After(TimeOut, DnsAnswer.Without(DnsStatus.TimedOut)) : After(Latencies.GetValueOrDefault(zone, Latency), answer);
    }

    public static DnsAnswer Code(params string[] codes) => DnsAnswer.WithAddresses([.. codes.Select(Some.Code)]);

    private Task<DnsAnswer> After(TimeSpan delay, DnsAnswer answer)
    {
        // Not run on the pool: whoever waits goes on inside the clock's advance, at the very time.
        var task = new TaskCompletionSource<DnsAnswer>();
        Outstanding++;
        IDisposable? alarm = null;
        alarm = clock.Every(delay, () =>
        {
            alarm!.Dispose();
            Outstanding--;
            task.TrySetResult(answer);
        });
        return task.Task;
    }

    private static string NameOf(DnsQuestion question)
    {
        var labels = new List<string>();
        for (var i = 0; question.Name[i] != 0; i += question.Name[i] + 1)
            labels.Add(Encoding.ASCII.GetString(question.Name, i + 1, question.Name[i]));
        return string.Join('.', labels);
    }

    private static string AddressIn(string labels)
    {
        var parts = labels.Split('.');
        Array.Reverse(parts);
        if (parts.Length != 32)
            return string.Join('.', parts);
        var groups = Enumerable.Range(0, 8).Select(i => string.Concat(parts[(i * 4)..(i * 4 + 4)])).ToArray();
        return groups[..6].SequenceEqual(["0000", "0000", "0000", "0000", "0000", "ffff"])
            ? string.Join('.', Enumerable.Range(12, 4).Select(i => int.Parse(parts[i * 2] + parts[i * 2 + 1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)))
            : string.Join(':', groups);
    }
}
