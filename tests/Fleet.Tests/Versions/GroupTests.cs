using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Fleet.Versions;
using IpBlock.Settings;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Fleet.Tests.Versions;

/// <summary>Settings that are one for all, a group's own, or a server's own.</summary>
public sealed class GroupTests(Cluster cluster) : IAsyncLifetime
{
    private TestFleet _fleet = null!;
    private Machine _canary = null!;
    private Machine _other = null!;

    private FleetGroups Groups => new(_fleet.Administrator.SettingsPath, Clock.System);

    public async ValueTask InitializeAsync()
    {
        _fleet = await TestFleet.StartAsync(cluster.Server, """{ "mode": "enforce", "dns": { "cacheEntries": 5000 }, "blockProviders": [ { "name": "Zen", "lookupDomain": "zen.test", "anyMatch": true } ] }""");
        await PushAsync();
        _canary = await _fleet.ServerAsync("mx1", group: "canary");
        _other = await _fleet.ServerAsync("mx2");
    }

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task A_group_has_its_value_all_others_theirs_and_later_versions_keep_both()
    {
        Assert.True((await SetAsync("mode", "report")).Stored);
        await SetAsync("blockProviders[Zen].enabled", "false");
        Assert.False((await SetAsync("mode", "report")).Stored);
        await PullAsync();
        Assert.Equal((FilterMode.Report, false, FilterMode.Enforce, true), Present());

        _fleet.Administrator.Text = _fleet.Administrator.Text.Replace("5000", "6000", StringComparison.Ordinal);
        Assert.Equal(["dns.cacheEntries: 5000 -> 6000"], (await PushAsync()).Difference.Changes.Select(static change => change.ToString()));
        await PullAsync();
        Assert.Equal((FilterMode.Report, false, FilterMode.Enforce, true), Present());
        Assert.Equal(6000, _canary.Loaded.Dns.CacheEntries);
        Assert.Equal(["canary blockProviders[Zen].enabled blockProviders[Zen].enabled: set to false", "canary mode mode: enforce -> report"],
            (await Groups.ListAsync(TestFleet.Stop)).Select(static one => $"{one.Group} {one.Setting} {one.Value}"));

        // The history says it, and undo takes it back.
        var history = await _fleet.Administrator.Settings.HistoryAsync(3, TestFleet.Stop);
        Assert.Equal("group canary: blockProviders[Zen].enabled: set to false", history[1].Difference[0]);
        await _fleet.Administrator.Settings.UndoAsync(2, null, TestFleet.Stop);
        await Groups.SetAsync("canary", "blockProviders[Zen].enabled", null, null, TestFleet.Stop);
        await PullAsync();
        Assert.Equal((FilterMode.Enforce, true, FilterMode.Enforce, true), Present());
    }

    [Fact]
    public async Task Diff_and_undo_say_what_a_version_changes_for_a_group()
    {
        await SetAsync("mode", "report");
        Assert.Equal(["group canary: mode: enforce -> report"], (await _fleet.Administrator.Settings.DifferenceAsync(2, 2, TestFleet.Stop)).Changes.Select(static change => change.ToString()));
        string[] back = ["group canary: mode: report -> enforce"];
        Assert.Equal(back, (await _fleet.Administrator.Settings.UndoAsync(2, null, TestFleet.Stop)).Difference.Changes.Select(static change => change.ToString()));
        Assert.Equal(back, (await _fleet.Administrator.Settings.HistoryAsync(1, TestFleet.Stop))[0].Difference);
    }

    [Fact]
    public async Task An_undo_that_would_leave_a_group_without_valid_settings_is_refused()
    {
        _fleet.Administrator.Text = _fleet.Administrator.Text.Replace("\"anyMatch\": true", "\"ipAddressesMatch\": [ \"127.0.0.2\" ]", StringComparison.Ordinal);
        await PushAsync();
        await SetAsync("blockProviders[Zen].bitmaskMatch", "0.0.0.4");
        var refused = await Assert.ThrowsAsync<FleetException>(() => _fleet.Administrator.Settings.UndoAsync(2, null, TestFleet.Stop));
        Assert.Contains("without version 2 the settings would not be valid: the settings of group canary", refused.Message);
        Assert.Equal(3L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.settings_version"));
    }

    [Fact]
    public async Task What_a_group_has_of_its_own_is_no_local_change_and_its_change_on_the_server_is_one()
    {
        await SetAsync("mode", "report");
        await PullAsync();
        var again = await _canary.Settings.PullAsync(TakeChoice.Ask, TestFleet.Stop);
        Assert.Empty(again!.LocalChanges);
        _canary.Text = _canary.Text.Replace("report", "enforce", StringComparison.Ordinal);
        await SetAsync("dns.cacheEntries", "7000");
        again = await _canary.Settings.PullAsync(TakeChoice.Ask, TestFleet.Stop);
        Assert.Equal(["mode: report -> enforce"], again!.LocalChanges);
        await _canary.Settings.PullAsync(TakeChoice.Merge, TestFleet.Stop);
        Assert.Equal((FilterMode.Enforce, 7000), (_canary.Loaded.Mode, _canary.Loaded.Dns.CacheEntries));
    }

    [Fact]
    public async Task An_administrator_on_a_server_of_the_group_does_not_push_its_values_to_all()
    {
        await SetAsync("blockProviders[*].enabled", "false");
        await _canary.Membership.JoinAsync(await _fleet.InviteAsync(administrator: true), "second", null, TestFleet.Stop);
        await PullAsync();
        Assert.Empty((await _canary.Settings.LocalDifferenceAsync(TestFleet.Stop)).Changes);
        _canary.Text = _canary.Text.Replace("5000", "6000", StringComparison.Ordinal);
        var pushed = await _canary.Settings.PushAsync(new PushRequest(), TestFleet.Stop);
        Assert.Equal(["dns.cacheEntries: 5000 -> 6000"], pushed.Difference.Changes.Select(static change => change.ToString()));
        await PullAsync();
        Assert.Equal((FilterMode.Enforce, false, FilterMode.Enforce, true), Present());
        Assert.Empty((await _canary.Settings.PullAsync(TakeChoice.Ask, TestFleet.Stop))!.LocalChanges);
    }

    [Theory]
    [InlineData("canary", "service.policyListen", "[]", "service is separate for each server")]
    [InlineData("canary", "mode", "perhaps", "the settings of group canary")]
    [InlineData("canary", "no.such", "1", "is not a setting")]
    [InlineData("edge", "mode", "report", "no server of group edge")]
    [InlineData("canary", "mode", "enforce", "all servers already have this value of mode")]
    [InlineData("canary", "blockProviders[Other].enabled", "false", "or there is no such element")]
    [InlineData("canary", "mode", null, "group canary has no mode that differs")]
    public async Task What_cannot_be_is_refused_in_a_sentence(string group, string setting, string? value, string why)
    {
        var refused = await Assert.ThrowsAsync<FleetException>(() => Groups.SetAsync(group, setting, value, null, TestFleet.Stop));
        Assert.Contains(why, refused.Message);
        Assert.Equal(1L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.settings_version"));
    }

    [Fact]
    public async Task A_value_that_counts_nowhere_any_more_can_be_taken_out()
    {
        await SetAsync("mode", "report");
        await SetAsync("dns.cacheEntries", "7000");
        await _fleet.Administrator.Membership.RevokeAsync("mx1", TestFleet.Stop);
        await _fleet.Administrator.Settings.PushAsync(new PushRequest { Own = ["dns.cacheEntries"] }, TestFleet.Stop);
        foreach (var setting in new[] { "mode", "dns.cacheEntries" })
            Assert.True((await Groups.SetAsync("canary", setting, null, null, TestFleet.Stop)).Stored);
        Assert.Empty(await Groups.ListAsync(TestFleet.Stop));
    }

    [Fact]
    public async Task The_database_holds_them_encrypted_and_whoever_takes_them_away_or_changes_them_is_found_out()
    {
        await SetAsync("blockProviders[Zen].lookupDomain", "0123456789abcdef0123456789abcdef.zen.dq.spamhaus.net");
        Assert.Equal(2, await _fleet.AsSuperuserAsync("select format from ipblock.fleet"));
        Assert.Equal(0L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.group_settings where encode(parts, 'escape') like '%spamhaus%'"));
        Assert.DoesNotContain("0123456789abcdef", string.Join('\n', (await _fleet.Administrator.Settings.HistoryAsync(1, TestFleet.Stop))[0].Difference));
        var before = _canary.Text;
        await _fleet.AsSuperuserAsync("delete from ipblock.group_settings");
        var refused = await Assert.ThrowsAsync<FleetException>(() => _canary.Settings.PullAsync(TakeChoice.Theirs, TestFleet.Stop));
        Assert.Contains("the signature of version 2 is invalid", refused.Message);
        Assert.Equal(before, _canary.Text);
    }

    [Fact]
    public async Task While_a_version_is_out_for_one_group_only_that_group_gets_values()
    {
        _fleet.Administrator.Text = _fleet.Administrator.Text.Replace("5000", "6000", StringComparison.Ordinal);
        await _fleet.Administrator.Settings.PushAsync(new PushRequest { Group = "edge" }, TestFleet.Stop);
        var refused = await Assert.ThrowsAsync<FleetException>(() => SetAsync("mode", "report"));
        Assert.Contains("version 2 is for group edge only", refused.Message);
    }

    private Task<PushResult> PushAsync() => _fleet.Administrator.Settings.PushAsync(new PushRequest(), TestFleet.Stop);

    private Task<PushResult> SetAsync(string setting, string value) => Groups.SetAsync("canary", setting, value, "why", TestFleet.Stop);

    private async Task PullAsync()
    {
        foreach (var server in new[] { _canary, _other })
            Assert.Null((await server.Settings.PullAsync(TakeChoice.Ask, TestFleet.Stop))!.Problem);
    }

    private (FilterMode, bool, FilterMode, bool) Present() =>
        (_canary.Loaded.Mode, _canary.Loaded.BlockProviders[0].Enabled, _other.Loaded.Mode, _other.Loaded.BlockProviders[0].Enabled);
}
