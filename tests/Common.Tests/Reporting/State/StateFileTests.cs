using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using IpBlock.Files;
using IpBlock.Lists;
using IpBlock.Notices;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Tests.Settings;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Tests.Reporting.State;

public sealed class StateFileTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 6, 45, 0, 123, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder.PathOf("log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_that_is_written_is_read()
    {
        var state = Whole();
        Write(state);
        var read = Assert.Single(StateFile.ReadAll(Folder));
        Assert.True(JToken.DeepEquals(state.ToJson(), read.ToJson()), read.ToJson().ToString());
        // No property may be left at its default, or this test would not notice that it is lost.
        Assert.All(state.ToJson().Descendants().OfType<JValue>(), static value => Assert.NotEqual(JTokenType.Null, value.Type));
    }

    [Fact]
    public void Processes_machines_and_roles_have_files_of_their_own()
    {
        var own = Whole();
        foreach (var state in new[] { own, own with { ProcessId = 2 }, own with { Machine = "other host" }, own with { Role = ProcessRole.Service } })
            Write(state);
        Assert.Equal(4, StateFile.ReadAll(Folder).Count);
        Assert.Contains(Path.Combine(Folder, "state-agent-other_host-4711.json"), Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{ \"version\": 2, \"written\": \"2026-11-29T06:45:00.000Z\" }")]
    [InlineData("{ \"version\": 1 }")]
    [InlineData("{ \"version\": 1, \"written\": \"2026-11-29T06:45:00.000Z\", \"providers\": [ 7 ] }")]
    [InlineData("{ \"version\": 1, \"written\": \"2026-11-29T06:45:00.000Z\", \"processId\": {} }")]
    [InlineData("{ \"version\": 1, \"written\": \"2026-11-29T06:45:00.000Z\", \"a\": [[[[[[[[[[[[1]]]]]]]]]]]] }")]
    public void What_is_damaged_is_passed_over(string text)
    {
        Write(Whole());
        File.WriteAllText(Path.Combine(Folder, "state-service-x-1.json"), text);
        Assert.Single(StateFile.ReadAll(Folder));
    }

    [Fact]
    public void What_somebody_has_written_into_it_is_cut_and_made_harmless()
    {
        Write(Whole());
        var path = Directory.GetFiles(Folder).Single();
        File.WriteAllText(path, File.ReadAllText(path).Replace("zen", "z\\u001b[31m" + new string('n', 5000), StringComparison.Ordinal).Replace("4711", "-5",
            StringComparison.Ordinal));
        var state = Assert.Single(StateFile.ReadAll(Folder));
        Assert.Equal(0, state.ProcessId);
        var name = Assert.Single(state.Providers).Name;
        Assert.StartsWith("z\\u001b[31m", name, StringComparison.Ordinal);
        Assert.Equal(2000, name.Length);
    }

    [Fact]
    public void A_folder_that_is_not_there_has_none() => Assert.Empty(StateFile.ReadAll(_folder.PathOf("none")));

    [Fact]
    public void The_sweep_takes_what_is_a_day_old_and_who_ended_before_this_one_and_nobody_else()
    {
        // Greater than any process id of Linux, and so nobody's.
        const int Ended = 1_000_000_000;
        var own = Whole() with { ProcessId = Environment.ProcessId, Stopped = null };
        Write(own);
        Write(own with { ProcessId = Ended });
        Write(own with { ProcessId = Ended + 1, Stopped = Now });
        Write(own with { ProcessId = Process.GetCurrentProcess().Id, Machine = "elsewhere" });
        Write(own with { ProcessId = Ended, Program = "another" });
        Write(own with { ProcessId = 1 }); // alive, with the same settings: Exchange's two transport services
        Write(own with { ProcessId = 77, Program = "old" });
        File.SetLastWriteTimeUtc(Path.Combine(Folder, StateFile.NameOf(own with { ProcessId = 77 })), Now.UtcDateTime.AddDays(-2));
        foreach (var path in Directory.GetFiles(Folder).Where(static path => !path.EndsWith("-77.json", StringComparison.Ordinal)))
            File.SetLastWriteTimeUtc(path, Now.UtcDateTime);

        using (var folder = OwnedFolder.Open(Folder))
            StateFolder.Sweep(folder, own, Now);

        var left = StateFile.ReadAll(Folder);
        Assert.Equal(
            new[] { $"{Environment.ProcessId} {own.Machine}", $"{Environment.ProcessId} elsewhere", $"{Ended} another",
                "1 " + own.Machine }.Order(StringComparer.Ordinal),
            left.Select(state => state.ProcessId == Ended ? $"{state.ProcessId} {state.Program}"
                : $"{state.ProcessId} {state.Machine}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sweep_leaves_alone_what_is_no_file_of_a_process()
    {
        Write(Whole());
        var notes = Path.Combine(Folder, "state-of-our-lists.txt");
        File.WriteAllText(notes, "");
        File.SetLastWriteTimeUtc(notes, Now.UtcDateTime.AddDays(-30));
        using (var folder = OwnedFolder.Open(Folder))
            StateFolder.Sweep(folder, Whole(), Now);
        Assert.True(File.Exists(notes));
    }

    private void Write(ProcessState state)
    {
        using var folder = OwnedFolder.Open(Folder);
        StateFile.Write(folder, state, state.ToJson());
    }

    private static ProcessState Whole() => new()
    {
        Written = Now,
        Stopped = Now.AddSeconds(1),
        Version = "1.2.3",
        Role = ProcessRole.Agent,
        Program = "EdgeTransport",
        Machine = Environment.MachineName,
        ProcessId = 4711,
        Started = Now.AddHours(-1),
        Settings = new SettingsState
        {
            Path = "/etc/ipblock.json",
            Digest = "00112233",
            Since = Now,
            IsRestored = true,
            Errors = ["line 1"],
            Enabled = true,
            Mode = FilterMode.Report
        },
        Troubles = ["The log is full."],
        Doors = [new DoorState { Name = "policy", Address = "127.0.0.1:10040", Connections = 3, Limit = 4000 }],
        NameServers = [new NameServerState { Address = "127.0.0.1", IsAnswering = true, LastAnswer = Now, HasEdns = true, LastError = "TimedOut",
            LastErrorAt = Now }],
        IsCutOff = true,
        SeesOnlyPrivateClients = true,
        WatchesProviders = true,
        Providers =
        [
            new ProviderState
            {
                Id = "allow-1", Name = "zen", Kind = ProviderKind.Allow, Mode = FilterMode.Report, State = HealthState.ListsWorld, Since = Now, Answered =
                    "127.0.0.2", NextStep = "Look there.", IsSuspended = true,
                BrakedSince = Now, IsBraked = true, BrakedWhy = "lists everybody", LastAnswer = Now, Probed = Now,
                LastHour = new UsageState { Queries = 1, Cached = 2, Listed = 3, Matched = 4, Late = 5, Refused = 6, Failed = 7, Suspended = 8,
                    Milliseconds = 9.5 },
            },
        ],
        Lists =
        [
            new ListState
            {
                Name = "drop", Kind = ListKind.Allow, Mode = FilterMode.Report, File = "/drop.txt", IsFetched = true, IsInForce = true, Entries = 7, Version =
                    Now, Refreshed = Now, Expires = Now, Trouble = "broken",
                IsMissing = true, LastFetch = FeedResult.Held, FetchTrouble = "lists an own address",
            },
        ],
        Notices = [new NoticeState { At = Now, Level = NoticeLevel.Error, Id = 314, Text = "Provider zen lists every address." }],
        Counters = new Dictionary<string, long>(StringComparer.Ordinal) { ["dnsSent"] = 12 },
    };
}
