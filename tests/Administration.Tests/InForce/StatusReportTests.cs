using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Administration.Lists;
using IpBlock.Administration.Providers;
using IpBlock.Files;
using IpBlock.Lists;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Administration.Tests.InForce;

public sealed class StatusReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly string _path;

    public StatusReportTests()
    {
        _path = _folder.PathOf("ipblock.json");
        WriteSettings("""{ "blockProviders": [ { "name": "zen", "lookupDomain": "zen.test", "anyMatch": true } ], "lists": [ { "name": "drop", "file": "drop.txt" } ], "log": { "directory": "log" } }""");
        File.WriteAllText(_folder.PathOf("drop.txt"), "192.0.2.0/24\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_is_written_so_nothing_runs()
    {
        var report = Read();
        Assert.Equal(Severity.Critical, report.Severity);
        Assert.StartsWith("Process not running: ", Assert.Single(report.Findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_with_the_settings_of_the_file_is_well()
    {
        Write(Running());
        var report = Read();
        Assert.Equal((Severity.Well, true), (report.Severity, Assert.Single(report.Processes).IsRunning));
        Assert.Empty(report.Processes[0].Findings);
    }

    [Fact]
    public void It_runs_no_more_when_it_was_stopped_has_died_or_is_silent_for_more_than_30_seconds()
    {
        // Greater than any process id of Linux, and so nobody's.
        const int Ended = 1_000_000_000;
        foreach (var (state, why) in new[]
        {
            (Running() with { Stopped = _clock.UtcNow }, "was stopped at "),
            (Running() with { ProcessId = Ended }, "has died"),
            (Running() with { Written = _clock.UtcNow.AddSeconds(-31) }, "hangs or cannot write its state"),
            (Running() with { Written = _clock.UtcNow.AddHours(1) }, "hangs or cannot write its state"),
            (Running() with { Machine = "elsewhere", ProcessId = Ended, Written = _clock.UtcNow.AddSeconds(-31) }, "hangs or cannot write its state"),
        })
        {
            Clear();
            Write(state);
            var process = Assert.Single(Read().Processes);
            Assert.Equal((false, Severity.Critical), (process.IsRunning, process.Severity));
            Assert.Contains(why, process.NotRunning, StringComparison.Ordinal);
            Assert.StartsWith("Process not running: ", Assert.Single(process.Findings).Text, StringComparison.Ordinal);
        }

        Clear();
        Write(Running() with { Machine = "elsewhere", ProcessId = Ended, Written = _clock.UtcNow.AddSeconds(-29) });
        Assert.True(Assert.Single(Read().Processes).IsRunning);
    }

    [Fact]
    public void Who_has_ended_is_not_told_of_once_another_does_its_work()
    {
        Write(Running() with { ProcessId = 7, Stopped = _clock.UtcNow.AddMinutes(-1), Written = _clock.UtcNow.AddMinutes(-1) });
        Write(Running() with { ProcessId = 8, Stopped = _clock.UtcNow.AddMinutes(-2), Written = _clock.UtcNow.AddMinutes(-2) });
        Assert.Equal([7], Read().Processes.Select(static process => process.State.ProcessId));
        Write(Running());
        Assert.True(Assert.Single(Read().Processes).IsRunning);
        // The other of Exchange's two services is another matter.
        Write(Running() with { ProcessId = 9, Program = "other", Stopped = _clock.UtcNow });
        Assert.Equal(2, Read().Processes.Count);
    }

    [Fact]
    public void Processes_with_other_settings_are_others()
    {
        Write(Running() with { Settings = Running().Settings with { Path = _folder.PathOf("other.json") } });
        Assert.Empty(Read().Processes);
    }

    [Fact]
    public void A_broken_file_is_told_of_with_what_is_in_force()
    {
        var state = Running();
        File.Copy(_path, _folder.PathOf("log/last-good-ipblock.json"));
        WriteSettings("{ \"blockLust\": [] }");
        Write(state with { Settings = state.Settings with { Errors = ["ipblock.json:1:3: blockLust: did you mean blockList?"] } });
        var report = Read();
        Assert.Equal(Severity.Warning, report.Severity);
        Assert.Equal(
            ["The settings file is broken; the settings from before are in force.", "ipblock.json:1:3: blockLust: did you mean blockList?"],
            report.Processes[0].Findings.Select(static finding => finding.Text));
    }

    [Fact]
    public void A_good_file_that_is_not_in_force_is_told_of_with_the_differences()
    {
        Write(Running());
        WriteSettings("""{ "mode": "report", "blockProviders": [ { "name": "new", "lookupDomain": "new.test", "anyMatch": true } ], "lists": [ { "name": "drop2", "file": "drop.txt" } ], "log": { "directory": "log" } }""");
        Assert.Equal(Severity.Well, Read().Severity);
        File.SetLastWriteTimeUtc(_path, _clock.UtcNow.UtcDateTime.AddMinutes(-1));
        var report = Read();
        Assert.Equal(Severity.Warning, report.Severity);
        var texts = string.Join('\n', report.Processes[0].Findings.Select(static finding => finding.Text));
        foreach (var expected in new[]
        {
            "is not in force", "In force: mode enforce; in the file: report.", "Provider new of the file is not asked.",
                "Provider zen is asked; in the file it is disabled or missing.", "List drop2 of the file is not in force.",
            "List drop is in force; in the file it is disabled or missing.",
        })
        {
            Assert.Contains(expected, texts, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_door_that_the_file_has_moved_takes_a_restart()
    {
        WriteSettings("""{ "service": { "policyListen": [ "127.0.0.1:10041" ], "milterListen": [ "127.0.0.1:0" ], "metricsListen": [] }, "log": { "directory": "log" } }""");
        Write(Running() with { Role = ProcessRole.Service, Doors = [new DoorState { Name = "policy", Address = "127.0.0.1:10040" },
            new DoorState { Name = "milter", Address = "127.0.0.1:5" }] });
        Assert.Equal("The policy door does not listen at 127.0.0.1:10041 yet: restart the service.",
            Assert.Single(Assert.Single(Read().Processes).Findings).Text);
    }

    [Fact]
    public void Each_thing_that_is_wrong_has_a_subject_that_stays_the_same_whatever_counts_and_times_its_text_has()
    {
        var early = StateFindings.Of(Ill("3 of 4", "127.0.0.1:53", _clock.UtcNow));
        var late = StateFindings.Of(Ill("9 of 10", "127.0.0.1:53", _clock.UtcNow.AddHours(5)));
        Assert.Equal(
            [
                "running.noSettings/", "running.cutOff/", "running.allSuspended/", "running.settingsError/", "running.trouble/The log cannot be written",
                "running.privateClients/", "running.nameServer/192.0.2.53", "running.suspended/zen", "running.braked/zen", "list.stale/drop", "list.held/drop",
            ],
            early.Select(Of));
        Assert.Equal(early.Select(Of), late.Select(Of));
        Assert.True(early.Zip(late).Count(static pair => pair.First.Text != pair.Second.Text) >= 5);
        Assert.All(early.Where(static finding => finding.NextStep.Length > 0), static finding => Assert.EndsWith(finding.NextStep, finding.Text, StringComparison.Ordinal));
        Assert.Equal(3, early.Count(static finding => finding.NextStep.Length > 0));
    }

    private static string Of(Finding finding) => finding.Id + "/" + finding.Subject;

    private ProcessState Ill(string count, string server, DateTimeOffset time) => Running() with
    {
        Settings = new SettingsState { Path = _path, Errors = [$"ipblock.json:{count}: no such thing"] },
        Troubles = [$"The log cannot be written: {count} {server}"],
        IsCutOff = true,
        SeesOnlyPrivateClients = true,
        NameServers = [new NameServerState { Address = "192.0.2.53", IsAnswering = false, LastError = count }],
        Providers =
        [
            new ProviderState
            {
                Name = "zen", Kind = ProviderKind.Block, State = HealthState.Silent, Answered = count, NextStep = "Test it.", BrakedSince = time, IsBraked = true, BrakedWhy = count,
            },
        ],
        Lists = [new ListState { Name = "drop", IsFetched = true, IsInForce = false, Refreshed = time, LastFetch = FeedResult.Held, FetchTrouble = count }],
    };

    [Fact]
    public void A_service_beside_the_agent_is_well_without_doors_providers_and_clients()
    {
        WriteSettings("""{ "mode": "report", "blockProviders": [ { "name": "zen", "lookupDomain": "zen.test", "anyMatch": true } ], "service": { "policyListen": [], "milterListen": [] }, "log": { "directory": "log" } }""");
        var agent = Running() with { Lists = [] };
        Write(agent with { Settings = agent.Settings with { Mode = FilterMode.Report } });
        Write(ServiceOf(agent));
        var processes = Read().Processes;
        Assert.Equal([(false, 0), (true, 1)], processes.OrderBy(static process => process.FiltersMail).Select(static process => (process.FiltersMail, process.Findings.Count)));
        Assert.Empty(Read().Findings);
        var view = InForceView.Read(_path, SettingsFile.Load(_path).Settings!, _clock);
        Assert.Empty(Assert.Single(ProviderReport.All(SettingsFile.Load(_path).Settings!, ProviderKind.Block, inForce: view)).NotAskedBy);

        File.SetLastWriteTimeUtc(_path, _clock.UtcNow.UtcDateTime.AddMinutes(-1));
        File.AppendAllText(_path, "\n");
        File.SetLastWriteTimeUtc(_path, _clock.UtcNow.UtcDateTime.AddMinutes(-1));
        Assert.DoesNotContain(Read().Processes.Single(static process => !process.FiltersMail).Findings, static finding => finding.Text.StartsWith("Provider", StringComparison.Ordinal));
    }

    [Fact]
    public void A_service_beside_the_agent_that_has_stopped_is_a_warning_for_mail_is_filtered()
    {
        WriteSettings("""{ "service": { "policyListen": [], "milterListen": [], "metricsListen": [] }, "log": { "directory": "log" } }""");
        Write(Running());
        Write(ServiceOf(Running()) with { Stopped = _clock.UtcNow });
        var report = Read();
        Assert.Equal(Severity.Warning, report.Severity);
        Assert.EndsWith("Lists are not fetched and nobody is notified; mail is filtered as before.",
            Assert.Single(report.Processes.Single(static process => !process.IsRunning).Findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_without_an_agent_beside_it_filters_nobody()
    {
        WriteSettings("""{ "service": { "policyListen": [], "milterListen": [], "metricsListen": [] }, "log": { "directory": "log" } }""");
        Write(ServiceOf(Running()));
        var report = Read();
        Assert.Empty(Assert.Single(report.Processes).Findings);
        Assert.Equal(Severity.Critical, report.Severity);
        Assert.StartsWith("No client is filtered: ", Assert.Single(report.Findings).Text, StringComparison.Ordinal);

        Write(ServiceOf(Running()) with { Doors = [new DoorState { Name = "milter", Address = "127.0.0.1:4466" }] });
        Assert.Empty(Read().Findings);
    }

    [Fact]
    public void Settings_that_were_never_good_keep_a_service_beside_the_agent_from_fetching_and_from_nothing_else()
    {
        var finding = Assert.Single(StateFindings.Of(ServiceOf(Running()) with { Settings = new SettingsState { Path = _path } }));
        Assert.Equal((Severity.Warning, "The settings have never been good: no list is fetched."), (finding.Severity, finding.Text));
    }

    [Theory]
    [InlineData(false, false, false, Severity.Critical, "All block providers are suspended")]
    [InlineData(true, false, false, Severity.Critical, "every client is accepted")]
    [InlineData(false, true, false, Severity.Warning, "No client is rejected, because mode is report.")]
    [InlineData(false, false, true, Severity.Critical, "No list answers")]
    public void What_keeps_everybody_from_being_filtered_is_named(bool isEmpty, bool reports, bool cutOff, Severity severity, string text)
    {
        var state = Running();
        var settings = state.Settings with { Digest = isEmpty ? "" : state.Settings.Digest, Mode = reports ? FilterMode.Report : FilterMode.Enforce };
        var findings = StateFindings.Of(state with
        {
            Settings = settings,
            IsCutOff = cutOff,
            Providers = [state.Providers[0] with { State = isEmpty || reports || cutOff ? HealthState.Healthy : HealthState.Silent },
                state.Providers[0] with { Kind = ProviderKind.Allow }],
        });
        Assert.Contains(text, findings[0].Text, StringComparison.Ordinal);
        Assert.Equal(severity, findings[0].Severity);
    }

    [Fact]
    public void Every_trouble_of_a_provider_and_of_a_list_is_named()
    {
        var list = Running().Lists[0];
        var provider = Running().Providers[0];
        foreach (var (state, text) in new[]
        {
            (Running() with { Lists = [list with { Trouble = "it is no list" }] }, "List drop: an old version is in force"),
            (Running() with { Lists = [list with { IsInForce = false, Trouble = "it is no list" }] }, "List drop is not in force: it is no list."),
            (Running() with { Lists = [list with { IsInForce = false, IsMissing = true, Trouble = "the file is not there" }] }, "is not there."),
            (Running() with { Lists = [list with { IsInForce = false, IsMissing = true, IsFetched = true }] }, "it has not been fetched yet."),
            (Running() with { Lists = [list with { IsInForce = false }] }, "longer than its expiresAfter."),
            (Running() with { Lists = [list with { LastFetch = FeedResult.Held, FetchTrouble = "it lists you" }] },
                "held back: it lists you. To take it: ipblock lists update 'drop' --accept"),
            (Running() with { Lists = [list with { LastFetch = FeedResult.Failed, FetchTrouble = "404" }] }, "could not be fetched: 404."),
            (Running() with { Providers = [provider, provider with { State = HealthState.ListsWorld, Answered = "x: 127.0.0.2", NextStep = "Look." }] },
                "zen is suspended: lists the world (x: 127.0.0.2). Look."),
            (Running() with { Providers = [provider with { BrakedSince = _clock.UtcNow, IsBraked = true, BrakedWhy = "of 9 regulars" }] },
                "zen is braked, and its listings are only reported: of 9 regulars."),
            (Running() with { Troubles = ["Decisions cannot be logged in /x."] }, "Decisions cannot be logged in /x."),
            (Running() with { NameServers = [new NameServerState { Address = "192.0.2.53", IsAnswering = false, LastError = "TimedOut" }] },
                "Name server 192.0.2.53 does not answer (TimedOut)."),
            (Running() with { SeesOnlyPrivateClients = true }, "private networks"),
        })
        {
            var finding = Assert.Single(StateFindings.Of(state));
            Assert.Equal(Severity.Warning, finding.Severity);
            Assert.Contains(text, finding.Text, StringComparison.Ordinal);
        }

        Assert.Empty(StateFindings.Of(Running() with { Providers = [provider with { State = HealthState.Slow }] }));
    }

    [Fact]
    public void Lists_and_providers_are_shown_as_the_process_has_them()
    {
        var state = Running();
        var settings = SettingsFile.Load(_path).Settings!;
        Write(state with
        {
            Lists = [state.Lists[0] with { Entries = 7, Trouble = "it is no list" }],
            Providers = [state.Providers[0] with { State = HealthState.Silent, IsSuspended = true, Answered = "no answer in time" }],
        });
        var view = InForceView.Read(_path, settings, _clock);
        var list = Assert.Single(ListReport.All(settings, _path, _clock, view));
        Assert.Equal(("old version", true, 7), (list.State, list.IsInForce, list.Entries));
        Assert.Contains("old version in force, 7 entries", list.Difference, StringComparison.Ordinal);
        var provider = Assert.Single(ProviderReport.All(settings, ProviderKind.Block, inForce: view));
        Assert.Equal((HealthState.Silent, true, true), (provider.Health.Report.State, provider.Health.IsSuspended, provider.IsKnown));

        // Not to be read by the process, and not by this account: each way round.
        Clear();
        Write(state with { Lists = [state.Lists[0] with { IsInForce = false, Trouble = "this account may not read it" }], Providers = [] });
        view = InForceView.Read(_path, settings, _clock);
        list = Assert.Single(ListReport.All(settings, _path, _clock, view));
        Assert.Equal(("unusable", false, "this account can use the file; the running process cannot"), (list.State, list.IsInForce, list.Difference));
        provider = Assert.Single(ProviderReport.All(settings, ProviderKind.Block, inForce: view));
        Assert.Equal((false, 1), (provider.IsKnown, provider.NotAskedBy.Count));
        File.WriteAllText(_folder.PathOf("drop.txt"), "<html>\n");
        Clear();
        Write(state);
        list = Assert.Single(ListReport.All(settings, _path, _clock, InForceView.Read(_path, settings, _clock)));
        Assert.Equal(("in force", true), (list.State, list.IsInForce));
        Assert.StartsWith("the running process has it in force; this account sees: ", list.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_that_nobody_has_heard_is_not_called_well()
    {
        var settings = SettingsFile.Load(_path).Settings!;
        Assert.False(Assert.Single(ProviderReport.All(settings)).IsKnown);
        Write(Running() with { Providers = [Running().Providers[0] with { LastAnswer = null }] });
        Assert.False(Assert.Single(ProviderReport.All(settings, inForce: InForceView.Read(_path, settings, _clock))).IsKnown);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_not_called_broken()
    {
        var state = Running();
        Write(state);
        File.Copy(_path, _folder.PathOf("log/last-good-ipblock.json"));
        File.Delete(_path);
        Directory.CreateDirectory(_path); // root may read any file
        var report = Read();
        Assert.Contains("cannot read", Assert.Single(report.Findings).Text, StringComparison.Ordinal);
        Assert.Equal((Severity.Warning, 0), (report.Severity, Assert.Single(report.Processes).Findings.Count));
    }

    [Fact]
    public async Task A_file_that_somebody_has_put_there_hides_no_process()
    {
        Write(Running());
        Directory.CreateDirectory(_folder.PathOf("log/state-service-x-1.json"));
        Assert.Equal(0, (await RealProcess.RunAsync("mkfifo", [_folder.PathOf("log/state-service-x-2.json")])).ExitCode);
        var report = Read();
        Assert.True(Assert.Single(report.Processes).IsRunning);
        Assert.Equal(Severity.Warning, report.Severity);
        Assert.Contains("state-service-x-2.json", Assert.Single(report.Findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_engine_is_read_as_it_is()
    {
        using var engine = new FilterEngine(_path, _clock, new IpBlock.Tests.Notices.CollectedNotices());
        engine.KeepState(ProcessRole.Service);
        await IpBlock.Tests.Some.UntilAsync(() => Read().Processes.Count > 0, "the state");
        var process = Assert.Single(Read().Processes);
        Assert.True(process.IsRunning, process.NotRunning);
        Assert.DoesNotContain(process.Findings, static finding => finding.Text.Contains("settings file", StringComparison.Ordinal));
    }

    private StatusReport Read() => StatusReport.Read(_path, _clock);

    private void WriteSettings(string text)
    {
        File.WriteAllText(_path, text);
        File.SetLastWriteTimeUtc(_path, _clock.UtcNow.UtcDateTime);
        Directory.CreateDirectory(_folder.PathOf("log"));
    }

    private void Write(ProcessState state)
    {
        using var folder = OwnedFolder.Open(_folder.PathOf("log"));
        StateFile.Write(folder, state, state.ToJson());
    }

    private void Clear()
    {
        foreach (var path in Directory.GetFiles(_folder.PathOf("log"), "state-*"))
            File.Delete(path);
    }

    private static ProcessState ServiceOf(ProcessState agent) => agent with
    {
        Role = ProcessRole.Service,
        Program = "ipblock",
        Doors = [new DoorState { Name = "metrics", Address = "127.0.0.1:9465" }],
        Providers = [],
        Lists = [],
    };

    private ProcessState Running() => new()
    {
        Written = _clock.UtcNow,
        Started = _clock.UtcNow.AddHours(-1),
        Version = "1.0.0",
        Role = ProcessRole.Agent,
        Program = "EdgeTransport",
        Machine = Environment.MachineName,
        ProcessId = Environment.ProcessId,
        Settings = new SettingsState { Path = _path, Digest = SettingsFile.Load(_path).Settings?.Digest ?? "none", Since = _clock.UtcNow, Enabled = true },
        WatchesProviders = true,
        Providers = [new ProviderState { Id = RememberedList.IdOf(IpBlock.Tests.Some.Provider("\"name\": \"zen\", \"lookupDomain\": \"zen.test\", \"anyMatch\": true"), ProviderKind.Block), Name = "zen", LastAnswer = _clock.UtcNow }],
        Lists = [new ListState { Name = "drop", File = _folder.PathOf("drop.txt"), IsInForce = true, Entries = 1, Version = _clock.UtcNow,
            Refreshed = _clock.UtcNow }],
    };
}
