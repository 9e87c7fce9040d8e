using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq;
using IpBlock.Dns;
using IpBlock.Lists;
using IpBlock.Providers.Health;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Metrics;

/// <summary>
/// Everything that is measured, by name and with its help: instruments of System.Diagnostics.Metrics, which the metrics page shows and whatever else listens to them may. Nothing here holds a secret:
/// lists go by the names the administrator gave them.
/// </summary>
internal sealed class ServiceMetrics : IDisposable
{
    /// <summary>The meter's name, by which others listen to the instruments.</summary>
    public const string MeterName = "IpBlock";

    private static readonly double[] Bounds = [0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5];

    private readonly Meter _meter = new(MeterName, Version);
    private readonly MetricsPage _page;
    private readonly ConcurrentDictionary<string, Func<int>> _open = new(StringComparer.Ordinal);
    private readonly LabelledCounter _decisions;
    private readonly Histogram<double> _took;
    private readonly LabelledCounter _connections;
    private readonly LabelledCounter _answers;

    public ServiceMetrics()
    {
        _page = new MetricsPage(_meter);
        _decisions = Counter("ipblock_decisions_total", "Decisions, by rule, provider and action.", "rule", "provider", "action");
        _took = _meter.CreateHistogram(
            "ipblock_verdict_seconds", unit: null, "Time of the verdicts.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
        _connections = Counter("ipblock_connections_total", "Connections: accepted, refused (closed because of the limit), stalled, broken.", "door", "event");
        Gauge("ipblock_connections", "Connections of mail servers that are open now.", () => _open.Select(static door => new Measurement<double>(door.Value(), Label("door", door.Key))));
        _answers = Counter("ipblock_policy_answers_total", "Answers of the policy service: dunno, refuse, defer.", "answer");
        foreach (var answer in (string[])["dunno", "refuse", "defer"])
            _answers.Show(answer);
        MilterAnswers = Counter(
            "ipblock_milter_answers_total",
            "Answers of the milter about a client or a recipient: continue, accept, reject (also with a reply of 4xx), tempfail (there is no verdict).",
            "answer");
        foreach (var answer in (string[])["continue", "accept", "reject", "tempfail"])
            MilterAnswers.Show(answer);
        ProtocolErrors = Counter("ipblock_protocol_errors_total", "Connections closed because of protocol errors.", "door", "kind");
        InternalErrors = Counter("ipblock_internal_errors_total", "Internal errors of the service, by component.", "part");
        AddProcess();
    }

    /// <summary>By answer.</summary>
    public LabelledCounter MilterAnswers { get; }

    /// <summary>By door and kind.</summary>
    public LabelledCounter ProtocolErrors { get; }

    /// <summary>By the part of the service.</summary>
    public LabelledCounter InternalErrors { get; }

    /// <summary>The version of the service: three numbers.</summary>
    public static string Version => typeof(ServiceMetrics).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>What a door counts of its connections; <paramref name="open"/> says how many there are. Where several have one name, theirs add up.</summary>
    public DoorFigures Door(string door, Func<int> open)
    {
        _open.AddOrUpdate(door, open, (_, others) => () => others() + open());
        return new DoorFigures(_connections, door);
    }

    /// <summary>Counts a decision that a door carried out.</summary>
    public void Decided(Decision decision)
    {
        var cause = decision.Verdict.Cause();
        _decisions.Add(Enum.GetName(cause.Rule) ?? "", cause.ProviderName, decision.Action);
        _took.Record(decision.Verdict.Took.TotalSeconds);
    }

    /// <summary>Counts an answer by its action.</summary>
    public void PolicyAnswered(string action) => _answers.Add(action[0] switch
    {
        '4' or '5' => "refuse",
        'D' when action.Length > "DUNNO".Length => "defer",
        _ => "dunno",
    });

    /// <summary>Adds what the engine counts.</summary>
    public void Observe(FilterEngine engine)
    {
        Gauge("ipblock_settings_in_force", "1 if there are valid settings; 0 if every client is accepted because the file has never been valid.", () => engine.Filter is null ? 0 : 1);
        Gauge("ipblock_mode", "Always 1; the mode is in the label: enforce, report, off.", () => [new Measurement<double>(1, Label("mode", ModeOf(engine)))]);
        Gauge("ipblock_settings_load_seconds", "Time to activate the settings.", () => engine.SettingsTook?.TotalSeconds ?? double.NaN);
        Gauge("ipblock_settings_since_seconds", "Time when the active settings were activated, in seconds since 1970.",
            () => engine.SettingsSince is { } since ? since.ToUnixTimeMilliseconds() / 1000.0 : double.NaN);
        Counted("ipblock_log_lines_lost_total", "Decisions that could not be written to the log.", () => engine.DecisionsLost);
        Gauge("ipblock_settings_errors", "Errors in the settings file; the last valid settings remain active.", () => engine.SettingsErrors.Count);
        var statuses = Enum.GetValues<DnsStatus>();
        _meter.CreateObservableCounter(
            "ipblock_dns_lookups_total", () => statuses.Select(status => new Measurement<double>(engine.DnsCounters.Ended(status), Label("status", status.ToString()))),
            unit: null, "Lookups over the network, by result.");
        Counted("ipblock_dns_cache_hits_total", "Lookups that were answered from the cache.", () => engine.DnsCounters.FromCache);
        Gauge("ipblock_dns_cache_entries", "Cached answers.", () => engine.Resolver?.CachedAnswers ?? 0);
        Gauge("ipblock_dns_lookups_under_way", "Pending lookups.", () => engine.Resolver?.Outstanding ?? 0);
        ObserveLists(engine);
        _ = new ProviderMetrics(_meter, _page, engine);
    }

    private static string ModeOf(FilterEngine engine) => engine.Filter?.Settings switch
    {
        null or { Enabled: false } => "off",
        { Mode: FilterMode.Report } => "report",
        _ => "enforce",
    };

    private void ObserveLists(FilterEngine engine)
    {
        IEnumerable<Measurement<double>> OfEach(Func<ListStatus, double> read, Func<ListStatus, string>? state = null) => (engine.Health?.Lists ?? []).Select(list =>
        {
            var labels = ProviderMetrics.Labels(list.Kind, list.Name);
            return new Measurement<double>(read(list), state is null ? labels : [.. labels, Label("state", state(list))]);
        });
        Gauge("ipblock_provider_state", "Always 1; the list's state is in the label: Healthy, Slow, Silent, Refused, ListsWorld, Emptied, Gone.", () => OfEach(static _ => 1, static list => list.Report.State.ToString()));
        Gauge("ipblock_provider_suspended", "1 while the list is suspended or no provider can be queried.", () => OfEach(static list => list.IsSuspended ? 1 : 0));
        Gauge("ipblock_provider_braked", "1 while the list is braked: its listings are only reported, because it appears to be faulty.", () => OfEach(static list => list.IsBraked ? 1 : 0));
        Gauge("ipblock_lists_cut_off", "1 while no provider answers: the Internet connection or the name servers are down.", () => engine.Health?.IsCutOff == true ? 1 : 0);
    }

    /// <summary>Adds what is known of the lists in files.</summary>
    public FeedMetrics ObserveLists(ListStore lists, Clock clock) => new(_meter, lists, clock);

    /// <summary>The page, in the text format of Prometheus.</summary>
    public string Page() => _page.ToString();

    /// <summary>Measures no more.</summary>
    public void Dispose()
    {
        _page.Dispose();
        _meter.Dispose();
    }

    private void AddProcess()
    {
        Gauge("ipblock_build_info", "Always 1; the version is in the label.", static () => [new Measurement<double>(1, Label("version", Version))]);
        _meter.CreateObservableCounter("process_cpu_seconds_total", static () => Environment.CpuUsage.TotalTime.TotalSeconds, unit: null, "Processor time of the service.");
        Gauge("process_resident_memory_bytes", "Memory of the service.", static () => Environment.WorkingSet);
        if (OpenFiles.AreCounted)
        {
            Gauge("process_open_fds", "Open files and sockets of the service.", static () => OpenFiles.Now);
            Gauge("process_max_fds", "Limit of open files and sockets.", static () => OpenFiles.Limit);
        }

        Gauge("process_threads", "Threads of the service.", static () => Threads());
        Gauge("process_start_time_seconds", "When the service was started, in seconds since 1970.", static () => Started());
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

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    private LabelledCounter Counter(string name, string help, params string[] labels) => new(_meter, name, help, labels);

    private void Counted(string name, string help, Func<double> read) => _meter.CreateObservableCounter(name, read, unit: null, help);

    private void Gauge(string name, string help, Func<double> read) => _meter.CreateObservableGauge(name, read, unit: null, help);

    private void Gauge(string name, string help, Func<IEnumerable<Measurement<double>>> read) => _meter.CreateObservableGauge(name, read, unit: null, help);
}
