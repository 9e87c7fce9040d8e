using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using IpBlock.Dns;
using IpBlock.Lists;
using IpBlock.Notices;
using IpBlock.Providers.Usage;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock;

/// <summary>Says what an engine really does. It asks nobody and changes nothing; connections do not notice.</summary>
internal sealed class EngineState
{
    private const int DnsPort = 53;

    // Thousands of lines may be wrong for one reason.
    private const int MostErrors = 20;

    private static readonly DnsStatus[] Statuses = (DnsStatus[])Enum.GetValues(typeof(DnsStatus));

    private readonly FilterEngine _engine;
    private readonly string _settingsPath;
    private readonly RecentNotices _notices;
    private readonly Clock _clock;
    private readonly HourWindow _hour;
    private readonly FeedRecords _feeds = new();
    private readonly ProcessState _own;
    private ProcessRole _role;
    private Func<IReadOnlyList<DoorState>> _doors = static () => [];

    public EngineState(FilterEngine engine, string settingsPath, UsageBook usage, RecentNotices notices, Clock clock)
    {
        (_engine, _settingsPath, _notices, _clock, _hour) = (engine, Path.GetFullPath(settingsPath), notices, clock, new HourWindow(usage));
        using var process = Process.GetCurrentProcess();
        _own = new ProcessState
        {
            Version = typeof(EngineState).Assembly.GetName().Version?.ToString(3) ?? "",
            // Not the process's own name: .NET Framework asks the performance counters for it, which may be broken.
            Program = AppDomain.CurrentDomain.FriendlyName is var name && name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)
                ? name.Substring(0, name.Length - 4) : name,
            Machine = Environment.MachineName,
            ProcessId = process.Id,
            Started = clock.UtcNow,
        };
    }

    public int ProcessId => _own.ProcessId;

    /// <summary>From now on it is known what the process is, and where it listens.</summary>
    public void Is(ProcessRole role, Func<IReadOnlyList<DoorState>> doors) => (_role, _doors) = (role, doors);

    public ProcessState Look()
    {
        var (filter, now, elapsed) = (_engine.Filter, _clock.UtcNow, _clock.Elapsed);
        var usage = _hour.Look(elapsed);
        return _own with
        {
            Written = now,
            Role = _role,
            Settings = SettingsOf(filter?.Settings),
            Troubles = _engine.Troubles,
            Doors = _doors(),
            NameServers = [.. _engine.NameServerStates.Select(server => Of(server, now, elapsed))],
            IsCutOff = _engine.Health?.IsCutOff == true,
            SeesOnlyPrivateClients = _engine.SeesOnlyPrivateClients,
            WatchesProviders = filter is { Settings: { Enabled: true, Health.Enabled: true } },
            Providers = [.. (_engine.Health?.Lists ?? []).Select(list => ProviderState.Of(list) with { LastHour = LastHour(list.Kind, list.Name) })],
            Lists = [.. _engine.Lists.Current.All.Select(list => ListState.Of(list, _feeds.Of(list), now))],
            Notices = [.. _notices.Last
                .Select(static told => new NoticeState { At = told.At, Level = told.Notice.Level, Id = told.Notice.Id, Text = told.Notice.Text })],
            Counters = Counters(),
        };

        UsageState LastHour(ProviderKind kind, string name) => UsageState.Of(usage.TryGetValue((kind, name), out var counts) ? counts : UsageCounts.None);
    }

    private SettingsState SettingsOf(FilterSettings? settings) => new()
    {
        Path = _settingsPath,
        Digest = settings?.Digest ?? "",
        Since = settings is null ? null : _engine.SettingsSince,
        IsRestored = _engine.IsRestored,
        Errors = [.. _engine.SettingsErrors.Take(MostErrors).Select(static error => error.ToString())],
        Enabled = settings?.Enabled ?? false,
        Mode = settings?.Mode ?? FilterMode.Enforce,
    };

    private static NameServerState Of(NameServerStatus server, DateTimeOffset now, TimeSpan elapsed) => new()
    {
        Address = server.EndPoint.Port == DnsPort ? server.EndPoint.Address.ToString() : server.EndPoint.ToString(),
        IsAnswering = server.IsAnswering,
        LastAnswer = server.LastAnswer is { } answered ? StateJson.Second(now - (elapsed - answered)) : null,
        HasEdns = server.HasEdns,
        LastError = server.LastFailure?.ToString() ?? "",
        LastErrorAt = server.LastFailure is null ? null : StateJson.Second(now - (elapsed - server.LastFailureAt)),
    };

    private Dictionary<string, long> Counters()
    {
        var log = _engine.DecisionLog;
        var counters = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["decisionsLogged"] = log?.Written ?? 0,
            ["decisionsLost"] = log?.Lost ?? 0,
            ["errors"] = _engine.TaskErrors.Count,
            ["dnsFromCache"] = _engine.DnsCounters.FromCache,
            ["dnsSent"] = _engine.DnsCounters.Sent,
        };
        foreach (var status in Statuses)
            counters["dns" + status] = _engine.DnsCounters.Ended(status);
        return counters;
    }
}
