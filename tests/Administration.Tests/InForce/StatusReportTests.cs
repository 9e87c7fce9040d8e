using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Administration.Lists;
using IpBlock.Administration.Providers;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Administration.Tests.InForce;

public sealed class StatusReportTests : IDisposable
{
    private readonly StatusUnderTest _status = new();

    public void Dispose() => _status.Dispose();

    [Fact]
    public void Nothing_is_written_so_nothing_runs()
    {
        var report = _status.Read();
        Assert.Equal(Severity.Critical, report.Severity);
        Assert.StartsWith("Process not running: ", Assert.Single(report.Findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_with_the_settings_of_the_file_is_well()
    {
        _status.Write(_status.Running());
        var report = _status.Read();
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
            (_status.Running() with { Stopped = _status.Clock.UtcNow }, "was stopped at "),
            (_status.Running() with { ProcessId = Ended }, "ended unexpectedly"),
            (_status.Running() with { Written = _status.Clock.UtcNow.AddSeconds(-31) }, "does not respond or cannot write its state"),
            (_status.Running() with { Written = _status.Clock.UtcNow.AddHours(1) }, "does not respond or cannot write its state"),
            (_status.Running() with { Machine = "elsewhere", ProcessId = Ended, Written = _status.Clock.UtcNow.AddSeconds(-31) }, "does not respond or cannot write its state"),
        })
        {
            _status.Clear();
            _status.Write(state);
            var process = Assert.Single(_status.Read().Processes);
            Assert.Equal((false, Severity.Critical), (process.IsRunning, process.Severity));
            Assert.Contains(why, process.NotRunning, StringComparison.Ordinal);
            Assert.StartsWith("Process not running: ", Assert.Single(process.Findings).Text, StringComparison.Ordinal);
        }

        _status.Clear();
        _status.Write(_status.Running() with { Machine = "elsewhere", ProcessId = Ended, Written = _status.Clock.UtcNow.AddSeconds(-29) });
        Assert.True(Assert.Single(_status.Read().Processes).IsRunning);
    }

    [Fact]
    public void Who_has_ended_is_not_told_of_once_another_does_its_work()
    {
        _status.Write(_status.Running() with { ProcessId = 7, Stopped = _status.Clock.UtcNow.AddMinutes(-1), Written = _status.Clock.UtcNow.AddMinutes(-1) });
        _status.Write(_status.Running() with { ProcessId = 8, Stopped = _status.Clock.UtcNow.AddMinutes(-2), Written = _status.Clock.UtcNow.AddMinutes(-2) });
        Assert.Equal([7], _status.Read().Processes.Select(static process => process.State.ProcessId));
        _status.Write(_status.Running());
        Assert.True(Assert.Single(_status.Read().Processes).IsRunning);
        // The other of Exchange's two services is another matter.
        _status.Write(_status.Running() with { ProcessId = 9, Program = "other", Stopped = _status.Clock.UtcNow });
        Assert.Equal(2, _status.Read().Processes.Count);
    }

    [Fact]
    public void Processes_with_other_settings_are_others()
    {
        _status.Write(_status.Running() with { Settings = _status.Running().Settings with { Path = _status.Folder.PathOf("other.json") } });
        Assert.Empty(_status.Read().Processes);
    }

    [Fact]
    public void A_broken_file_is_told_of_with_what_is_in_force()
    {
        var state = _status.Running();
        File.Copy(_status.SettingsPath, _status.Folder.PathOf("log/last-good-ipblock.json"));
        _status.WriteSettings("{ \"blockLust\": [] }");
        _status.Write(state with { Settings = state.Settings with { Errors = ["ipblock.json:1:3: blockLust: did you mean blockList?"] } });
        var report = _status.Read();
        Assert.Equal(Severity.Warning, report.Severity);
        Assert.Equal(
            ["The settings file has errors; the previous settings remain active.", "ipblock.json:1:3: blockLust: did you mean blockList?"],
            report.Processes[0].Findings.Select(static finding => finding.Text));
    }

    [Fact]
    public void A_good_file_that_is_not_in_force_is_told_of_with_the_differences()
    {
        _status.Write(_status.Running());
        _status.WriteSettings("""{ "mode": "report", "blockProviders": [ { "name": "new", "lookupDomain": "new.test", "anyMatch": true } ], "lists": [ { "name": "drop2", "file": "drop.txt" } ], "log": { "directory": "log" } }""");
        Assert.Equal(Severity.Well, _status.Read().Severity);
        File.SetLastWriteTimeUtc(_status.SettingsPath, _status.Clock.UtcNow.UtcDateTime.AddMinutes(-1));
        var report = _status.Read();
        Assert.Equal(Severity.Warning, report.Severity);
        var texts = string.Join('\n', report.Processes[0].Findings.Select(static finding => finding.Text));
        foreach (var expected in new[]
        {
            "is not active", "Active: mode enforce; in the file: report.", "Provider new, which is in the file, is not queried.",
                "Provider zen is queried, but disabled or missing in the file.", "List drop2, which is in the file, is not active.",
            "List drop is active, but disabled or missing in the file.",
        })
        {
            Assert.Contains(expected, texts, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_door_that_the_file_has_moved_takes_a_restart()
    {
        _status.WriteSettings("""{ "service": { "policyListen": [ "127.0.0.1:10041" ], "milterListen": [ "127.0.0.1:0" ], "metricsListen": [] }, "log": { "directory": "log" } }""");
        _status.Write(_status.Running() with
        {
            Role = ProcessRole.Service,
            Doors = [new DoorState { Name = "policy", Address = "127.0.0.1:10040" },
            new DoorState { Name = "milter", Address = "127.0.0.1:5" }]
        });
        Assert.Equal("The policy service does not listen on 127.0.0.1:10041 yet: restart the service.",
            Assert.Single(Assert.Single(_status.Read().Processes).Findings).Text);
    }

    [Fact]
    public void Lists_and_providers_are_shown_as_the_process_has_them()
    {
        var state = _status.Running();
        var settings = SettingsFile.Load(_status.SettingsPath).Settings!;
        _status.Write(state with
        {
            Lists = [state.Lists[0] with { Entries = 7, Trouble = "it is no list" }],
            Providers = [state.Providers[0] with { State = HealthState.Silent, IsSuspended = true, Answered = "no answer in time" }],
        });
        var view = InForceView.Read(_status.SettingsPath, settings, _status.Clock);
        var list = Assert.Single(ListReport.All(settings, _status.SettingsPath, _status.Clock, view));
        Assert.Equal(("old version", true, 7), (list.State, list.IsInForce, list.Entries));
        Assert.Contains("uses an old version, 7 entries", list.Difference, StringComparison.Ordinal);
        var provider = Assert.Single(ProviderReport.All(settings, ProviderKind.Block, inForce: view));
        Assert.Equal((HealthState.Silent, true, true), (provider.Health.Report.State, provider.Health.IsSuspended, provider.IsKnown));

        // Not to be read by the process, and not by this account: each way round.
        _status.Clear();
        _status.Write(state with { Lists = [state.Lists[0] with { IsInForce = false, Trouble = "this account has no read access;" }], Providers = [] });
        view = InForceView.Read(_status.SettingsPath, settings, _status.Clock);
        list = Assert.Single(ListReport.All(settings, _status.SettingsPath, _status.Clock, view));
        Assert.Equal(("unusable", false, "this account can use the file; the running process cannot"), (list.State, list.IsInForce, list.Difference));
        provider = Assert.Single(ProviderReport.All(settings, ProviderKind.Block, inForce: view));
        Assert.Equal((false, 1), (provider.IsKnown, provider.NotAskedBy.Count));
        File.WriteAllText(_status.Folder.PathOf("drop.txt"), "<html>\n");
        _status.Clear();
        _status.Write(state);
        list = Assert.Single(ListReport.All(settings, _status.SettingsPath, _status.Clock, InForceView.Read(_status.SettingsPath, settings, _status.Clock)));
        Assert.Equal(("active", true), (list.State, list.IsInForce));
        Assert.StartsWith("it is active in the running process; for this account: ", list.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_that_nobody_has_heard_is_not_called_well()
    {
        var settings = SettingsFile.Load(_status.SettingsPath).Settings!;
        Assert.False(Assert.Single(ProviderReport.All(settings)).IsKnown);
        _status.Write(_status.Running() with { Providers = [_status.Running().Providers[0] with { LastAnswer = null }] });
        Assert.False(Assert.Single(ProviderReport.All(settings, inForce: InForceView.Read(_status.SettingsPath, settings, _status.Clock))).IsKnown);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_not_called_broken()
    {
        var state = _status.Running();
        _status.Write(state);
        File.Copy(_status.SettingsPath, _status.Folder.PathOf("log/last-good-ipblock.json"));
        File.Delete(_status.SettingsPath);
        Directory.CreateDirectory(_status.SettingsPath); // root may read any file
        var report = _status.Read();
        Assert.Contains("cannot read", Assert.Single(report.Findings).Text, StringComparison.Ordinal);
        Assert.Equal((Severity.Warning, 0), (report.Severity, Assert.Single(report.Processes).Findings.Count));
    }

    [Fact]
    public async Task A_file_that_somebody_has_put_there_hides_no_process()
    {
        _status.Write(_status.Running());
        Directory.CreateDirectory(_status.Folder.PathOf("log/state-service-x-1.json"));
        Assert.Equal(0, (await RealProcess.RunAsync("mkfifo", [_status.Folder.PathOf("log/state-service-x-2.json")])).ExitCode);
        var report = _status.Read();
        Assert.True(Assert.Single(report.Processes).IsRunning);
        Assert.Equal(Severity.Warning, report.Severity);
        Assert.Contains("state-service-x-2.json", Assert.Single(report.Findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_engine_is_read_as_it_is()
    {
        using var engine = new FilterEngine(_status.SettingsPath, _status.Clock, new IpBlock.Tests.Notices.CollectedNotices());
        engine.KeepState(ProcessRole.Service);
        await IpBlock.Tests.Some.UntilAsync(() => _status.Read().Processes.Count > 0, "the state");
        var process = Assert.Single(_status.Read().Processes);
        Assert.True(process.IsRunning, process.NotRunning);
        Assert.DoesNotContain(process.Findings, static finding => finding.Text.Contains("settings file", StringComparison.Ordinal));
    }
}
