using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Fleet.Versions;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Fleet.Tests.Versions;

/// <summary>What becomes of a version on a server that was changed itself, or that cannot take it.</summary>
public sealed class TakeTests(Cluster cluster) : IAsyncLifetime
{
    private TestFleet _fleet = null!;
    private Machine _server = null!;

    public async ValueTask InitializeAsync()
    {
        _fleet = await TestFleet.StartAsync(cluster.Server, """{ "lookup": "parallel" }""");
        await _fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        _server = await _fleet.ServerAsync("mx1");
    }

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    private async Task PushAsync(string settings)
    {
        _fleet.Administrator.Text = settings;
        await _fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
    }

    private Task<TakeResult?> PullAsync(TakeChoice choice) => _server.Settings.PullAsync(choice, TestFleet.Stop);

    [Fact]
    public async Task What_was_changed_on_the_server_is_kept_and_shown_until_somebody_chooses()
    {
        _server.Text = """{ "lookup": "parallel", "mode": "report" }""";
        await PushAsync("""{ "lookup": "sequential" }""");
        var result = await PullAsync(TakeChoice.Ask);
        Assert.Contains("--theirs, --ours or --merge", result!.Problem);
        Assert.Equal(["mode: set to report"], result.LocalChanges);
        Assert.Equal(LookupOrder.Parallel, _server.Loaded.Lookup);
    }

    [Fact]
    public async Task Theirs_gives_it_up_and_the_history_brings_it_back()
    {
        _server.Text = """{ "lookup": "parallel", "mode": "report" }""";
        await PushAsync("""{ "lookup": "sequential" }""");
        var result = await PullAsync(TakeChoice.Theirs);
        Assert.Equal((LookupOrder.Sequential, FilterMode.Enforce), (_server.Loaded.Lookup, _server.Loaded.Mode));
        new Administration.Editing.SettingsEditor(_server.SettingsPath).Undo(result!.Change);
        Assert.Equal((LookupOrder.Parallel, FilterMode.Report), (_server.Loaded.Lookup, _server.Loaded.Mode));
    }

    [Fact]
    public async Task Ours_keeps_the_file_as_it_is()
    {
        _server.Text = """{ "lookup": "parallel", "mode": "report" }""";
        await PushAsync("""{ "lookup": "sequential" }""");
        var before = _server.Text;
        var result = await PullAsync(TakeChoice.Ours);
        Assert.Equal(before, _server.Text);
        Assert.Equal(2, result!.LocalChanges.Count);
    }

    [Fact]
    public async Task Merge_keeps_both_and_refuses_where_both_changed_the_same()
    {
        _server.Text = """{ "lookup": "parallel", "mode": "report" }""";
        await PushAsync("""{ "lookup": "sequential" }""");
        Assert.Null((await PullAsync(TakeChoice.Merge))!.Problem);
        Assert.Equal((LookupOrder.Sequential, FilterMode.Report), (_server.Loaded.Lookup, _server.Loaded.Mode));

        await PushAsync("""{ "lookup": "sequential", "mode": "enforce" }""");
        var result = await PullAsync(TakeChoice.Merge);
        Assert.Contains("have changed mode; to choose, run", result!.Problem);
        Assert.Equal(FilterMode.Report, _server.Loaded.Mode);
    }

    [Fact]
    public async Task The_same_change_on_both_sides_is_none_to_choose_about()
    {
        _server.Text = """{ "lookup": "sequential" }""";
        await PushAsync("""{ "lookup": "sequential" }""");
        Assert.Null((await PullAsync(TakeChoice.Ask))!.Problem);
    }

    [Fact]
    public async Task A_version_that_is_not_valid_with_the_servers_own_parts_is_not_taken_and_says_why()
    {
        await _fleet.Administrator.Settings.PushAsync(new PushRequest { Own = ["dns.minimumTtl"] }, TestFleet.Stop);
        await PullAsync(TakeChoice.Ask);
        _server.Text = """{ "lookup": "parallel", "dns": { "minimumTtl": "30m" } }""";
        await PushAsync("""{ "lookup": "parallel", "dns": { "maximumTtl": "10m" } }""");
        var result = await PullAsync(TakeChoice.Ask);
        Assert.Contains("10m is less than minimumTtl, 30m", result!.Problem);
        Assert.Empty(result.LocalChanges);
        Assert.Equal(TimeSpan.FromHours(1), _server.Loaded.Dns.MaximumTtl);
    }

    [Fact]
    public async Task A_version_that_names_a_file_which_is_not_here_is_not_taken_until_it_is()
    {
        await PushAsync("""{ "lists": [ { "name": "Local", "file": "drop.txt" } ] }""");
        Assert.Contains("list Local: drop.txt", (await PullAsync(TakeChoice.Ask))!.Problem);
        Assert.Empty(_server.Loaded.Lists);
        File.WriteAllText(_server.FileOf("drop.txt"), "192.0.2.0/24\n");
        Assert.Null((await PullAsync(TakeChoice.Ask))!.Problem);
        Assert.Single(_server.Loaded.Lists);
    }

    [Fact]
    public async Task A_broken_file_is_replaced_by_theirs_only()
    {
        await PushAsync("""{ "lookup": "sequential" }""");
        _server.Text = "{ broken";
        Assert.NotNull((await PullAsync(TakeChoice.Ask))!.Problem);
        Assert.Equal("{ broken", _server.Text);
        Assert.Null((await PullAsync(TakeChoice.Theirs))!.Problem);
        Assert.Equal(LookupOrder.Sequential, _server.Loaded.Lookup);
    }

    [Fact]
    public async Task The_comments_of_the_shared_file_and_of_the_servers_own_parts_survive()
    {
        _server.Text = "{\n  \"lookup\": \"parallel\",\n  \"service\": {\n    // behind the proxy\n    \"policyListen\": []\n  }\n}\n";
        await PushAsync("{\n  // saves queries\n  \"lookup\": \"sequential\"\n}\n");
        Assert.Null((await PullAsync(TakeChoice.Ask))!.Problem);
        Assert.Contains("// saves queries", _server.Text);
        Assert.Contains("// behind the proxy", _server.Text);
    }
}
