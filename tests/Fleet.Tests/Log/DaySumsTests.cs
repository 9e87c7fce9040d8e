using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Fleet.Log.Asking;
using Xunit;

namespace IpBlock.Fleet.Tests.Log;

/// <summary>Groups by the sums of days that are over: they are those that reading all decisions makes.</summary>
public sealed class DaySumsTests(Cluster cluster) : IAsyncLifetime
{
    private const int Most = 100;
    private static readonly DateTimeOffset Today = new(DateTime.UtcNow.Date, TimeSpan.Zero);
    private static readonly string Late = Today.AddDays(-4).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private TestFleet _fleet = null!;
    private LogSite _site = null!;
    private FleetLogReader _reader = null!;

    public async ValueTask InitializeAsync()
    {
        _fleet = await TestFleet.StartAsync(cluster.Server);
        _site = await LogSite.StartAsync(_fleet);
        foreach (var daysAgo in new[] { 6, 4, 3, 1 })
            _site.Write(120, daysAgo);
        await UploadAsync();
        _reader = await _site.ReaderAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task They_are_the_same_before_and_after_the_days_are_summed_up_and_when_decisions_have_come_late()
    {
        var before = await AllAsync();
        Assert.Equal(0L, await SummedAsync());
        await SumUpAsync();
        Assert.True(await SummedAsync() >= 3);
        Assert.Equal(before, await AllAsync());

        // Late ones are counted at once, and still when their day has been summed up anew.
        _site.Write(60, daysAgo: 4, number: 2);
        await UploadAsync();
        var later = await AllAsync();
        Assert.NotEqual(before, later);
        await _fleet.AsSuperuserAsync($"delete from ipblock.day_top where day = '{Late}'");
        Assert.Equal(later, await AllAsync());
        await _fleet.AsSuperuserAsync("update ipblock.summed_day set summed_at = now() - interval '11 minutes'");
        await SumUpAsync();
        Assert.Equal(0L, await _fleet.AsSuperuserAsync("select count(*) from ipblock.changed_day where day in (select day from ipblock.summed_day)"));
        Assert.Equal(later, await AllAsync());
        Assert.True(await _fleet.AsSuperuserAsync($"select count(*) from ipblock.day_top where day = '{Late}'") is > 0L);
    }

    [Fact]
    public async Task A_day_that_takes_too_long_is_not_begun_again_for_six_hours_and_keeps_no_other_from_being_summed_up()
    {
        var first = await ClaimAsync();
        Assert.NotNull(first);
        Assert.Null(await ClaimAsync());
        await _fleet.AsSuperuserAsync("update ipblock.day_claim set claimed_at = claimed_at - interval '10 minutes'");
        Assert.Equal(false, await TestFleet.AsAsync(_site.Server, "select ipblock.sum_claimed_day()"));
        await SumUpAsync();
        Assert.True(await SummedAsync() >= 2);
        Assert.Equal(0L, await _fleet.AsSuperuserAsync($"select count(*) from ipblock.summed_day where day = '{first}'"));
        await _fleet.AsSuperuserAsync("update ipblock.day_claim set claimed_at = claimed_at - interval '6 hours'");
        Assert.Equal(first, await ClaimAsync());
    }

    // As on days with more than two thousand networks.
    [Fact]
    public async Task Where_names_are_left_out_of_a_day_the_numbers_are_exact_and_it_is_said_how_large_those_are_that_may_be_missing()
    {
        var whole = new Dictionary<FleetLogGrouping, List<FleetLogGroup>>();
        foreach (var grouping in new[] { FleetLogGrouping.Network, FleetLogGrouping.Recipient, FleetLogGrouping.Client, FleetLogGrouping.Sender })
            whole[grouping] = [.. (await _reader.GroupsAsync(new FleetLogFilter(), grouping, Most, TestFleet.Stop)).Groups];
        await SumUpAsync();
        await _fleet.AsSuperuserAsync("""
            with gone as (delete from ipblock.day_top t using (select day, what, kind, max(decisions) as most from ipblock.day_top where name <> '' group by 1, 2, 3) as m
                where (t.day, t.what, t.kind) = (m.day, m.what, m.kind) and t.name <> '' and t.decisions < m.most returning t.*)
            update ipblock.day_cut c set cut = g.cut from (select day, what, kind, max(decisions) as cut from gone group by 1, 2, 3) as g where (c.day, c.what, c.kind) = (g.day, g.what, g.kind)
            """);
        foreach (var (grouping, expected) in whole)
        {
            var found = await _reader.GroupsAsync(new FleetLogFilter(), grouping, Most, TestFleet.Stop);
            Assert.True(found.MayBeMissing > 0);
            Assert.All(found.Groups, group => Assert.Contains(group, expected));
            Assert.All(expected.Except(found.Groups), group => Assert.True(group.Decisions <= found.MayBeMissing, $"{group} of {grouping} is missing, and more than {found.MayBeMissing}"));
        }

        // The largest of all are among those of some day, and no other can be larger.
        var largest = await _reader.GroupsAsync(new FleetLogFilter(), FleetLogGrouping.Network, 1, TestFleet.Stop);
        Assert.Equal(whole[FleetLogGrouping.Network][0], largest.Groups[0]);
    }

    private static IEnumerable<FleetLogFilter> Filters()
    {
        DateTimeOffset?[] since = [null, Today.AddDays(-6), Today.AddDays(-5).AddHours(-20)], until = [null, Today, Today.AddDays(-1).AddHours(3)];
        DecisionOutcome[]?[] outcomes = [null, [DecisionOutcome.Rejected, DecisionOutcome.Deferred]];
        return from one in since from other in until from some in outcomes select new FleetLogFilter { Since = one, Until = other, Outcomes = some };
    }

    private async Task<List<string>> AllAsync()
    {
        var all = new List<string>();
        foreach (var filter in Filters())
        {
            foreach (var grouping in Enum.GetValues<FleetLogGrouping>())
            {
                var found = await _reader.GroupsAsync(filter, grouping, Most, TestFleet.Stop);
                Assert.Equal(0, found.MayBeMissing);
                Assert.Equal(found.Groups.OrderByDescending(static group => group.Decisions).Select(static group => group.Decisions), found.Groups.Select(static group => group.Decisions));
                all.AddRange(found.Groups.Select(group => $"{filter.Since} {filter.Until} {filter.Outcomes?.Count} {grouping} {group}").Order(StringComparer.Ordinal));
            }
        }

        return all;
    }

    private Task UploadAsync() => _site.Once().RunAsync(_site.Wanted!, TestFleet.Stop);

    private async Task<long> SummedAsync() => (long)(await _fleet.AsSuperuserAsync("select count(*) from ipblock.summed_day"))!;

    // As a server does it each minute.
    private async Task SumUpAsync()
    {
        while (await ClaimAsync() is not null)
        {
            Assert.Equal(true, await TestFleet.AsAsync(_site.Server, "select ipblock.sum_claimed_day()"));
            Assert.True(await SummedAsync() < 100);
        }
    }

    private async Task<string?> ClaimAsync() => await TestFleet.AsAsync(_site.Server, "select ipblock.claim_day()::text") as string;
}
