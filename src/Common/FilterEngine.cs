using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Lists;
using IpBlock.Notices;
using IpBlock.Providers.Braking;
using IpBlock.Providers.Health;
using IpBlock.Providers.Usage;
using IpBlock.Providers.Zones;
using IpBlock.RecipientPolicies;
using IpBlock.Reporting;
using IpBlock.Reporting.State;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock;

/// <summary>
/// What every door holds, one in a process: the settings kept up with their file, the resolver with its cache, the filter and the log. A change of the
/// settings swaps the filter; a verdict that is being made, or has been made about a connection, stays.
/// </summary>
public sealed partial class FilterEngine : IFilterSource, IDisposable
{
    private readonly GuardedClock _clock;
    private readonly RecentNotices _notices;
    private readonly ProviderTrouble _trouble;
    private readonly PrivateClients _privateClients;
    private readonly ZoneWatch _zones;
    private readonly LiveSettings _settings;
    private readonly LastGoodSettings _lastGood;
    private readonly Action<Decision>? _decided;
    private readonly Func<FilterSettings, bool> _isAsked;
    private readonly ResolverTrouble _resolverTrouble;
    private readonly RecipientPolicyStore _policies;
    private readonly UsageBook _usage = new();
    private readonly UsageWriter _usageWriter;
    private readonly EngineState _state;
    private StateKeeper? _stateKeeper;
    private volatile ConnectionFilter? _filter;
    private volatile DecisionLog? _log;
    private volatile IReadOnlyList<SettingsError> _errors = [];
    private volatile StubResolver? _resolver;
    private ResolverInForce? _resolverInForce;
    private volatile EngineHealth? _health;
    private volatile bool _isRestored;
    private long _settingsSince; // in ticks, for a DateTimeOffset is not written in one step
    private long _settingsTook; // in ticks
    private volatile DeferredMail? _deferred;
    private DeferredMailKeeper? _deferredKeeper;
    private volatile string? _folder;
    private volatile Func<IReadOnlyList<string>>? _moreTroubles;
    private volatile SharedEvidence? _shared;
    private volatile ISharedStanding? _standingOfService;
    private StandingKeeper? _standingKeeper;
    private readonly object _passingOnLock = new();

    /// <summary>Loads the settings and is ready. Broken settings are no error here: those that were last in force are used until the file is mended, and where none are kept every client is accepted.</summary>
    /// <param name="settingsPath">The settings file.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="notices">What the administrator should know goes there.</param>
    /// <param name="decided">Hears of every decision that a door carried out, logged or not. Must not throw and not wait.</param>
    /// <param name="errors">Where what fails on a thread of the system's goes; the engine's own unless the door has one.</param>
    /// <param name="isAsked">
    /// Whether a mail server can ask this process under these settings; always, unless the door says otherwise. A process that nobody asks does not watch the
    /// providers: it would probe them once more, and write what it has not heard over what the others have.
    /// </param>
    public FilterEngine(string settingsPath, Clock clock, INoticeSink notices, Action<Decision>? decided = null, TaskErrors? errors = null,
        Func<FilterSettings, bool>? isAsked = null)
    {
        (_decided, _isAsked) = (decided, isAsked ?? (static _ => true));
        notices = _notices = notices as RecentNotices ?? new RecentNotices(notices ?? throw new ArgumentNullException(nameof(notices)), clock);
        TaskErrors = errors ?? new TaskErrors(clock, notices);
        // Here for all: inside Exchange a timer that throws ends the mail server.
        clock = _clock = new GuardedClock(clock, TaskErrors.Report);
        _trouble = new ProviderTrouble(clock, notices);
        _privateClients = new PrivateClients(notices);
        _zones = new ZoneWatch(settingsPath, clock, notices);
        _resolverTrouble = new ResolverTrouble(clock, notices, DnsCounters, () => _resolver);
        Lists = new ListStore(clock, notices);
        _policies = new RecipientPolicyStore(clock, notices);
        _usageWriter = new UsageWriter(_usage, clock, record => _log?.Write(record));
        _lastGood = new LastGoodSettings(settingsPath);
        _state = new EngineState(this, settingsPath, _usage, _notices, clock);
        _settings = new LiveSettings(
            settingsPath,
            clock,
            settings => TakeOverFile(settings, settingsPath),
            errors => Refuse(errors, settingsPath),
            reason => notices.Write(LogMessages.SettingsFailed(reason)));
    }

    /// <summary>The filter in force; null as long as the settings have never been good.</summary>
    public ConnectionFilter? Filter => _filter;

    /// <summary>The clock that the engine was given, with a guard around its timers: for all that a door does by itself.</summary>
    public Clock Clock => _clock;

    /// <summary>Where notices go, of the engine and of its door: the last ones are kept for <see cref="Look"/>.</summary>
    public INoticeSink Notices => _notices;

    /// <summary>What has failed by itself, on a thread of the system's, and went on.</summary>
    public TaskErrors TaskErrors { get; }

    /// <summary>What is wrong with the settings file now; empty when it is in force.</summary>
    public IReadOnlyList<SettingsError> SettingsErrors => _errors;

    /// <summary>True while the settings in force are those that were kept from an earlier run, because the file has not been good since the start.</summary>
    public bool IsRestored => _isRestored;

    /// <summary>Since when the settings in force have been; null when there are none.</summary>
    public DateTimeOffset? SettingsSince => Interlocked.Read(ref _settingsSince) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>What stands against the settings in force, of things that pass, in sentences; empty when nothing does. Each is tried again by itself. What is wrong with a list stands with the list (<see cref="LoadedList.Trouble"/>).</summary>
    public IReadOnlyList<string> Troubles
    {
        get
        {
            var troubles = new List<string>();
            if (_settings.LastFailure is { } failure)
                troubles.Add("The settings could not be applied: " + failure.Message);
            if (_resolver is { NameServersTrouble: { } unknown })
                troubles.Add("The name servers of this server cannot be determined: " + unknown);
            if (_log is { IsUnwritable: true } log)
                troubles.Add($"Decisions cannot be logged in {log.Directory}.");
            troubles.AddRange(_policies.Troubles);
            if (_moreTroubles is { } more)
                troubles.AddRange(more());
            return troubles;
        }
    }

    /// <summary>What else stands in <see cref="Troubles"/>: of something that the process does beside filtering.</summary>
    /// <param name="more">Says what is wrong, in sentences: a beginning that stays the same, a colon, and the reason. Must not throw and not wait.</param>
    public void AddTroubles(Func<IReadOnlyList<string>> more)
    {
        var others = _moreTroubles;
        _moreTroubles = others is null ? more : () => [.. others(), .. more()];
    }

    /// <summary>What the resolver has done since the start, whatever became of the settings.</summary>
    public DnsCounters DnsCounters { get; } = new();

    /// <summary>The resolver in force; null as long as the settings have never been good.</summary>
    public StubResolver? Resolver => _resolver;

    /// <summary>How the name servers have been answering, clients' questions and probes alike; empty as long as the settings have never been good.</summary>
    public IReadOnlyList<NameServerStatus> NameServerStates => NameServersSeen.Join(_resolver?.NameServerStates ?? [], _health?.NameServerStates ?? []);

    /// <summary>How often each list in force was asked since the start.</summary>
    public IReadOnlyList<UsageSoFar> ListUsage => _usage.SoFar();

    /// <summary>How many decisions could not be written into the log in force.</summary>
    public long DecisionsLost => _log?.Lost ?? 0;

    /// <summary>How long it took to bring the settings in force; null as long as there are none. What a list in a file takes is in it.</summary>
    public TimeSpan? SettingsTook => Interlocked.Read(ref _settingsTook) is > 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>The log of decisions; null as long as the settings have never been good.</summary>
    internal DecisionLog? DecisionLog => _log;

    /// <summary>The watch over the lists; null as long as the settings have never been good.</summary>
    public HealthWatch? Health => _health?.Watch;

    /// <summary>Which deferred mail has come again; null as long as the settings in force do not ask for it.</summary>
    public DeferredMail? Deferred => _deferred;

    /// <summary>The lists in files, as far as they are in force.</summary>
    public ListStore Lists { get; }

    /// <summary>Decides about a connection (see <see cref="ConnectionFilter.EvaluateAsync"/>) with the filter in force.</summary>
    public Task<Verdict> EvaluateAsync(FilterRequest request) => EvaluateAsync(request, _filter);

    /// <summary>The same with a filter that was in force, for a session that began with it; null when there was none.</summary>
    public Task<Verdict> EvaluateAsync(FilterRequest request, ConnectionFilter? filter)
    {
        if (filter is null)
            return Task.FromResult(Verdict.WithoutSettings(request.Client));
        // Users who hand in mail come from inside.
        if (!request.IsAuthenticated && !request.IsBypassed)
            _privateClients.Count(filter.Folded(request).Client);
        return filter.EvaluateAsync(request);
    }

    /// <summary>True when the last 200 connections or more all came from private networks: something in front hides the clients from the filter.</summary>
    public bool SeesOnlyPrivateClients => _privateClients.AreAlone;

    /// <summary>Logs what a door did. Never waits.</summary>
    public void Log(Decision decision)
    {
        _decided?.Invoke(decision);
        _log?.Write(decision);
    }

    /// <summary>From now on evidence about clients and deferred mail is shared with other servers; null: each server's own counts alone, as at first.</summary>
    public void Share(SharedEvidence? evidence)
    {
        _shared = evidence;
        PassOnShared();
    }

    /// <summary>Looks at the settings file and the lists now instead of within the second.</summary>
    public void Reload()
    {
        _settings.Look();
        Lists.Look();
        _policies.Look();
        _zones.LookAtFile();
    }

    /// <summary>What this process does now.</summary>
    public ProcessState Look() => _state.Look();

    /// <summary>
    /// From now on what this process does stands in a file in the folder of the log (<see cref="StateFile"/>), and providers are probed when somebody asks for it there. Nobody waits for the file. A folder that cannot be written
    /// is told of once. An agent also shares known good clients with the service on its server, if that belongs to a fleet.
    /// </summary>
    /// <param name="role">What this process is.</param>
    /// <param name="doors">Says where it listens. Must not throw.</param>
    public void KeepState(ProcessRole role, Func<IReadOnlyList<DoorState>>? doors = null)
    {
        _state.Is(role, doors ?? (static () => []));
        _stateKeeper ??= new StateKeeper(
            _clock,
            () => _folder ?? Path.GetDirectoryName(_lastGood.Path)!,
            Look,
            (folder, failure) => _notices.Write(LogMessages.StateUnwritable(folder, failure)),
            provider => _health?.Watch.Retry(provider),
            TaskErrors);
        if (role == ProcessRole.Agent)
            _standingKeeper ??= new StandingKeeper(_clock, () => _folder, _state.ProcessId, ShareOfService, TaskErrors);
    }

    /// <summary>Writes what is to be logged, and closes files and sockets.</summary>
    public void Dispose()
    {
        _stateKeeper?.Dispose();
        _standingKeeper?.Dispose();
        _settings.Dispose();
        _resolverTrouble.Dispose();
        _zones.Dispose();
        _health?.Dispose();
        _usageWriter.Dispose();
        Lists.Dispose();
        _policies.Dispose();
        _deferredKeeper?.Dispose();
        _log?.Dispose();
        _resolver?.Dispose();
    }

    /// <summary>The resolver's part of the settings.</summary>
    public static DnsOptions OptionsFor(FilterSettings settings)
    {
        var servers = new List<IPEndPoint>();
        foreach (var server in settings.Dns.Servers)
            servers.Add(server.ToEndPoint());
        return new DnsOptions
        {
            Servers = servers,
            Timeout = settings.LookupTimeout,
            CacheEntries = settings.Dns.CacheEntries,
            MinimumTtl = settings.Dns.MinimumTtl,
            MaximumTtl = settings.Dns.MaximumTtl,
            FailureTtl = settings.Dns.FailureTtl,
        };
    }

    /// <summary>Where decisions are logged: the folder of the settings, counted from that of the settings file, or <c>log</c> beside it.</summary>
    public static string LogDirectory(FilterSettings settings, string settingsPath) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".", settings.Log.Directory ?? "log");
}
