using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Providers.Health;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Time;

namespace IpBlock.Service.Metrics;

/// <summary>Everything the metrics page shows, by name and with its help. Nothing here holds a secret: lists go by the names the administrator gave them.</summary>
internal sealed class ServiceMetrics
{
    private static readonly double[] Bounds = [0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5];

    private readonly List<Metric> _all = [];
    private readonly Counters<(VerdictRule Rule, string Provider, string Action)> _decisions;
    private readonly DurationHistogram _took;
    private readonly Counters<(string Door, string Event)> _connections;
    private readonly Readings _open;
    private readonly Tally _dunno;
    private readonly Tally _refused;
    private readonly Tally _deferred;

    public ServiceMetrics()
    {
        _decisions = Add(new Counters<(VerdictRule, string, string)>(
            "ipblock_decisions_total", "Decisions carried out, by the rule that decided, the provider, and what was done.", ["rule", "provider", "action"],
            static key => [key.Item1.ToString(), key.Item2, key.Item3]));
        _took = Add(new DurationHistogram("ipblock_verdict_seconds", "How long the verdicts took that were carried out.", Bounds));
        _connections = Add(new Counters<(string, string)>(
            "ipblock_connections_total", "Connections: accepted, refused (closed because there were too many), stalled, broken.", ["door", "event"], static key => [key.Item1, key.Item2]));
        _open = Add(new Readings("ipblock_connections", "gauge", "Connections of mail servers that are open now.", "door"));
        var answers = Add(new Counters<string>("ipblock_policy_answers_total", "Answers of the policy service: dunno, refuse, defer.", ["answer"], static key => [key]));
        (_dunno, _refused, _deferred) = (answers["dunno"], answers["refuse"], answers["defer"]);
        ProtocolErrors = Add(new Counters<(string, string)>("ipblock_protocol_errors_total", "Connections ended because the other side broke the protocol.", ["door", "kind"], static key => [key.Item1, key.Item2]));
        InternalErrors = Add(new Counters<string>("ipblock_internal_errors_total", "Errors of the service itself that it went on after, by the part that met them.", ["part"], static key => [key]));
        AddProcess();
    }

    /// <summary>By door and kind.</summary>
    public Counters<(string Door, string Kind)> ProtocolErrors { get; }

    /// <summary>By the part of the service.</summary>
    public Counters<string> InternalErrors { get; }

    /// <summary>What a door counts of its connections; <paramref name="open"/> says how many there are.</summary>
    public DoorFigures Door(string door, Func<int> open)
    {
        _open.ReadsAlso(() => open(), door);
        return new DoorFigures(_connections[(door, "accepted")], _connections[(door, "refused")], _connections[(door, "stalled")], _connections[(door, "broken")]);
    }

    /// <summary>Counts a decision that a door carried out.</summary>
    public void Decided(Decision decision)
    {
        _decisions.Add((decision.Verdict.Cause().Rule, decision.Verdict.Cause().ProviderName, decision.Action));
        _took.Add(decision.Verdict.Took);
    }

    /// <summary>Counts an answer by its action.</summary>
    public void PolicyAnswered(string action) =>
        (action[0] switch
        {
            '4' or '5' => _refused,
            'D' when action.Length > "DUNNO".Length => _deferred,
            _ => _dunno,
        }).Add();

    /// <summary>Adds what the engine counts.</summary>
    public void Observe(FilterEngine engine)
    {
        Add(new Readings("ipblock_settings_in_force", "gauge", "1 when there are settings to filter by; 0 when every client is let through because the file has never been good.")
            .Reads(() => engine.Filter is null ? 0 : 1));
        Add(new Readings("ipblock_settings_errors", "gauge", "How many errors the settings file has now; the last good settings stay in force.").Reads(() => engine.SettingsErrors.Count));
        var ended = Add(new Readings("ipblock_dns_lookups_total", "counter", "Lookups over the network, by how they ended.", "status"));
        foreach (var status in Enum.GetValues<DnsStatus>())
            ended.Reads(() => engine.DnsCounters.Ended(status), status.ToString());
        Add(new Readings("ipblock_dns_cache_hits_total", "counter", "Lookups that were answered from the cache.").Reads(() => engine.DnsCounters.FromCache));
        Add(new Readings("ipblock_dns_cache_entries", "gauge", "Answers that are remembered.").Reads(() => engine.Resolver?.CachedAnswers ?? 0));
        Add(new Readings("ipblock_dns_lookups_under_way", "gauge", "Lookups that wait for an answer.").Reads(() => engine.Resolver?.Outstanding ?? 0));
        ObserveLists(engine);
    }

    private void ObserveLists(FilterEngine engine)
    {
        IReadOnlyList<ListStatus> Lists() => engine.Health?.Lists ?? [];
        Add(new ListReadings("ipblock_provider_state", "Always 1; the list's state is in the label: Healthy, Slow, Silent, Refused, ListsWorld, Emptied, Gone.", Lists, static _ => 1, static list => list.Report.State.ToString()));
        Add(new ListReadings("ipblock_provider_suspended", "1 while the list is not asked, because it is not fit to decide or no list can be asked.", Lists, static list => list.IsSuspended ? 1 : 0));
        Add(new ListReadings("ipblock_provider_braked", "1 while the list's listings are only reported, because it looks as if it had gone bad.", Lists, static list => list.IsBraked ? 1 : 0));
        Add(new Readings("ipblock_lists_cut_off", "gauge", "1 while no list answers: the name servers or the line to the Internet are down.").Reads(() => engine.Health?.IsCutOff == true ? 1 : 0));
    }

    /// <summary>Adds what is known of the lists in files.</summary>
    public FeedMetrics ObserveLists(FilterEngine engine, Clock clock)
    {
        var feeds = new FeedMetrics(engine.Lists, clock);
        _all.AddRange(feeds.All);
        return feeds;
    }

    /// <summary>The page, in the text format of Prometheus.</summary>
    public string Page()
    {
        var text = new StringBuilder();
        foreach (var metric in _all)
            metric.Append(text);
        return text.ToString();
    }

    private void AddProcess()
    {
        var version = typeof(ServiceMetrics).Assembly.GetName().Version?.ToString(3) ?? "";
        Add(new Readings("ipblock_build_info", "gauge", "Always 1; the version is in the label.", "version").Reads(static () => 1, version));
        Add(new Readings("process_cpu_seconds_total", "counter", "Processor time of the service.").Reads(static () => Environment.CpuUsage.TotalTime.TotalSeconds));
        Add(new Readings("process_resident_memory_bytes", "gauge", "Memory of the service.").Reads(static () => Environment.WorkingSet));
        Add(new Readings("process_threads", "gauge", "Threads of the service.").Reads(static () => Threads()));
        Add(new Readings("process_start_time_seconds", "gauge", "When the service was started, in seconds since 1970.").Reads(static () => Started()));
    }

    private static double Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private static double Started()
    {
        using var process = Process.GetCurrentProcess();
        return Math.Round((process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds, 3);
    }

    private T Add<T>(T metric)
        where T : Metric
    {
        _all.Add(metric);
        return metric;
    }
}

/// <summary>What is counted of the connections of a door.</summary>
internal sealed record DoorFigures(Tally Accepted, Tally Refused, Tally Stalled, Tally Broken);
