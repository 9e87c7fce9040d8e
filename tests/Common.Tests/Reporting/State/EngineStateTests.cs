using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Reporting.State;

/// <summary>What an engine writes of itself.</summary>
public sealed class EngineStateTests : IAsyncDisposable
{
    private const string Key = "abcdefghijklmnopqrstuvwxyz";

    private readonly EngineUnderTest _test = new();

    private string Folder => _test.PathOf("log");

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task The_settings_in_force_stand_in_it_with_their_digest_and_the_time()
    {
        _test.Write("\"mode\": \"report\"");
        var began = _test.Clock.UtcNow;
        var state = await KeptAsync();
        Assert.Equal((ProcessRole.Service, Environment.ProcessId, Environment.MachineName), (state.Role, state.ProcessId, state.Machine));
        Assert.Equal((_test.SettingsPath, FilterMode.Report, true, false),
            (state.Settings.Path, state.Settings.Mode, state.Settings.Enabled, state.Settings.IsRestored));
        Assert.Equal((SettingsFile.Load(_test.SettingsPath).Settings!.Digest, began), (state.Settings.Digest, state.Settings.Since));
        Assert.Empty(state.Settings.Errors);
        Assert.Equal("127.0.0.1:" + _test.Server.Port, Assert.Single(state.NameServers).Address);
    }

    [Fact]
    public async Task A_file_that_breaks_is_named_and_the_digest_stays_that_of_what_is_in_force()
    {
        _test.Write("\"mode\": \"report\"");
        var before = await KeptAsync();
        _test.WriteText("{ \"blockLust\": [] }");
        _test.Pass(20);
        var after = Written();
        Assert.Equal(before.Settings.Digest, after.Settings.Digest);
        Assert.Contains("did you mean blockList?", Assert.Single(after.Settings.Errors), StringComparison.Ordinal);
        Assert.Contains(after.Notices, static notice => notice.Id == 101);
    }

    [Fact]
    public async Task Without_settings_it_stands_where_the_last_good_ones_would_and_says_so()
    {
        _test.WriteText("nonsense");
        var state = await KeptAsync();
        Assert.False(state.Settings.AreInForce);
        Assert.Null(state.Settings.Since);
        Assert.NotEmpty(state.Settings.Errors);
    }

    [Fact]
    public async Task A_list_whose_file_breaks_is_an_old_version_of_its_own_time()
    {
        File.WriteAllText(_test.PathOf("drop.txt"), "192.0.2.0/24\n198.51.100.0/24\n");
        var written = _test.Clock.UtcNow.AddDays(-3);
        File.SetLastWriteTimeUtc(_test.PathOf("drop.txt"), written.UtcDateTime);
        _test.Write("\"lists\": [ { \"name\": \"drop\", \"file\": \"drop.txt\" } ]");
        Assert.False(Assert.Single((await KeptAsync()).Lists).IsOldVersion);

        File.WriteAllText(_test.PathOf("drop.txt"), "<html>\n");
        _test.Pass(20);
        var list = Assert.Single(Written().Lists);
        Assert.Equal((true, true, 2, written), (list.IsInForce, list.IsOldVersion, list.Entries, list.Version));
        Assert.NotEmpty(list.Trouble);

        File.Delete(_test.PathOf("drop.txt"));
        _test.Pass(20);
        Assert.True(Assert.Single(Written().Lists) is { IsInForce: true, IsMissing: true });
    }

    [Fact]
    public async Task A_provider_has_its_health_and_the_counts_of_the_last_hour()
    {
        _test.Server.Zone("good.test").Lists(EngineUnderTest.Client, "127.0.0.2");
        _test.Write($"\"blockProviders\": [ {Some.List("good")} ]");
        await KeptAsync();
        await _test.EvaluateAsync();
        await _test.EvaluateAsync();
        await _test.EvaluateAsync("198.51.100.9");
        _test.Pass(20);
        var usage = Assert.Single(Written().Providers).LastHour;
        Assert.Equal((2, 1, 2, 2), (usage.Queries, usage.Cached, usage.Listed, usage.Matched));

        // The hourly line of the log takes the counts; they are of the last hour all the same.
        _test.Pass(1800);
        Assert.Equal(3, Asked());
        _test.Pass(1900);
        Assert.Equal(0, Asked());
    }

    [Fact]
    public async Task No_key_and_no_broken_line_of_the_file_stand_in_it()
    {
        _test.Server.Zone(Key + ".zen.dq.spamhaus.net").ServFail();
        _test.WriteWatched($$"""
            "blockProviders": [ { "name": "zen", "lookupDomain": "{{Key}}.zen.dq.spamhaus.net", "anyMatch": true } ],
            "lists": [ { "name": "feed", "url": "https://lists.example/{{Key}}/drop.txt?key={{Key}}" } ]
            """);
        await KeptAsync();
        for (var i = 1; i < 9; i++)
            await _test.EvaluateAsync("198.51.100." + i);
        _test.Pass(20);
        _test.WriteText($$"""{ "blockProviders": [ { "name": "zen", "lookupDomain": "{{Key}}.zen.dq.spamhaus.net", "anyMatch": "{{Key}}.zen.dq.spamhaus.net" } ] }""");
        _test.Pass(20);
        Assert.NotEmpty(Written().Settings.Errors);
        foreach (var file in Directory.GetFiles(Folder))
            Assert.DoesNotContain(Key, file.Contains("last-good", StringComparison.Ordinal) ? "" : File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_request_has_a_suspended_list_probed_now_and_one_good_probe_brings_it_back()
    {
        _test.Server.Zone("dead.test").ServFail();
        _test.WriteWatched($"\"blockProviders\": [ {Some.List("dead")} ]");
        await KeptAsync();
        await Some.UntilAsync(() => { _test.Pass(1); return Now().State >= HealthState.Silent; }, "the suspension");
        var suspended = Now();
        Assert.True(suspended.IsSuspended);
        // Just after a bad probe the next one is two seconds away.
        await Some.UntilAsync(() => { _test.Pass(0.1); return Now().Probed > suspended.Probed; }, "a bad probe");
        var before = Now();
        _test.Server.Zone("dead.test").Honest().Lists("127.0.0.2", "127.0.0.2");

        ProbeRequest.Leave(Folder, Written(), before, _test.Clock.UtcNow);
        await Some.UntilAsync(() => { _test.Pass(0.1); return Now().Probed > before.Probed; }, "the probe");
        Assert.Equal(HealthState.Healthy, Now().State);
        Assert.Empty(Directory.GetFiles(Folder, "*.probe"));
    }

    [Fact]
    public async Task A_request_for_what_is_no_provider_of_this_process_is_deleted_and_told_of()
    {
        _test.Write($"\"blockProviders\": [ {Some.List("one")} ]");
        var state = await KeptAsync();
        ProbeRequest.Leave(Folder, state, new ProviderState { Id = "block-0000000000000000" }, _test.Clock.UtcNow);
        _test.Pass(2);
        Assert.Empty(Directory.GetFiles(Folder, "*.probe"));
        Assert.Contains("does not name a provider", Assert.Single(_test.Notices.Of(418)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_old_damaged_or_too_long_is_deleted_and_nothing_is_probed()
    {
        // One that is well is probed again after ten minutes, and any other within seconds.
        _test.Server.Zone("one.test").Lists("127.0.0.2", "127.0.0.2");
        _test.WriteWatched($"\"blockProviders\": [ {Some.List("one")} ]");
        await KeptAsync();
        await Some.UntilAsync(() => { _test.Pass(0.1); return Now() is { Probed: not null, State: HealthState.Healthy }; }, "the first probe");
        _test.Pass(20);
        var state = Written();
        ProbeRequest.Leave(Folder, state, state.Providers[0], _test.Clock.UtcNow.AddMinutes(-2));
        _test.Pass(5);
        Assert.Empty(Directory.GetFiles(Folder, "*.probe"));
        Assert.Contains("older than one minute", Assert.Single(_test.Notices.Of(418)), StringComparison.Ordinal);
        Assert.Equal(state.Providers[0].Probed, Now().Probed);
        foreach (var damaged in new[] { "", "{", "[]", "{\"provider\":{}}", "{\"provider\":\"x\",\"at\":\"2001-01-01T00:00:00.000Z\"}",
            new string('x', 10_000) })
        {
            await File.WriteAllTextAsync(Directory.GetFiles(Folder, "state-*.json").Single().Replace(".json", ".probe", StringComparison.Ordinal), damaged);
            _test.Pass(2);
            Assert.Empty(Directory.GetFiles(Folder, "*.probe"));
        }

        _test.Pass(20);
        Assert.True(_test.Clock.UtcNow - Written().Written < TimeSpan.FromSeconds(11));
    }

    [Fact]
    public async Task It_moves_with_the_log_and_leaves_nothing_behind()
    {
        _test.Write("\"mode\": \"report\"");
        await KeptAsync();
        _test.Write("\"log\": { \"directory\": \"elsewhere\" }");
        _test.Pass(20);
        Assert.Empty(Directory.GetFiles(Folder, "state-*"));
        Assert.Single(StateFile.ReadAll(_test.PathOf("elsewhere")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_of_once_and_tried_again()
    {
        File.WriteAllText(Folder, "in the way");
        _test.Write($"\"log\": {{ \"enabled\": false }}, \"blockList\": [ \"{EngineUnderTest.Client}\" ]");
        _test.Engine.KeepState(ProcessRole.Agent);
        await Some.UntilAsync(() => { _test.Pass(1); return _test.Notices.Of(204).Count > 0; }, "the notice");
        _test.Pass(60);
        Assert.Single(_test.Notices.Of(204));
        Assert.NotNull((await _test.EvaluateAsync()).Reply);

        File.Delete(Folder);
        _test.Pass(20);
        Assert.Equal(ProcessRole.Agent, Written().Role);
    }

    [Fact]
    public async Task The_end_stands_in_it()
    {
        _test.Write("\"mode\": \"report\"");
        await KeptAsync();
        _test.Engine.Dispose();
        Assert.Equal(_test.Clock.UtcNow, Written().Stopped);
    }

    private async Task<ProcessState> KeptAsync()
    {
        _test.Engine.KeepState(ProcessRole.Service);
        await Some.UntilAsync(() => StateFile.ReadAll(Folder).Count > 0, "the state");
        return Written();
    }

    private ProcessState Written() => Assert.Single(StateFile.ReadAll(Folder));

    private ProviderState Now() => Assert.Single(_test.Engine.Look().Providers);

    private long Asked() => Assert.Single(Written().Providers).LastHour is var usage ? usage.Queries + usage.Cached : 0;
}
