using System;
using System.Linq;
using IpBlock.Administration.Comparison;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Tests.Logs;
using IpBlock.Providers.Usage;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Tests;
using Xunit;

namespace IpBlock.Administration.Tests.Comparison;

public sealed class ListComparisonTests
{
    private static readonly DateTimeOffset Ten = new(2026, 1, 2, 10, 0, 0, TimeSpan.Zero);
    private readonly ListComparison _comparison = new();

    [Fact]
    public void Clients_count_once_however_often_they_come()
    {
        Refused("192.0.2.1", "one", "one");
        Refused("192.0.2.1", "one", "one;two");
        Refused("192.0.2.2", "two", "two");
        var (one, two) = (Of("one"), Of("two"));
        Assert.Equal((1, 0, 1, 1, 0), (one.Clients, one.Unique, one.Refused, one.WouldRefuse, one.Alone));
        Assert.Equal((2, 1, 1, 2, 1), (two.Clients, two.Unique, two.Refused, two.WouldRefuse, two.Alone));
        Assert.Equal((3, 2, 2), (_comparison.Decisions, _comparison.ListedClients, _comparison.RefusedClients));
    }

    [Fact]
    public void What_lists_have_in_common_is_a_part_of_each()
    {
        for (var i = 1; i <= 4; i++)
            Refused("192.0.2." + i, "one", i == 1 ? "one;two;new" : i == 2 ? "two;one" : "one");
        Assert.Equal([("two", 2, 0.5), ("new", 1, 0.25)], Of("one").AlsoOn.Select(static other => (other.Name, other.Clients, other.Share)));
        Assert.Equal([("one", 2, 1.0), ("new", 1, 0.5)], Of("two").AlsoOn.Select(static other => (other.Name, other.Clients, other.Share)));
    }

    [Fact]
    public void Exempt_recipients_are_listed_and_not_refused()
    {
        Line("192.0.2.1", "AcceptRecipient", "", "BlockProvider", "one", "one");
        var one = Of("one");
        Assert.Equal((1, 1, 0, 0, 0), (one.Clients, one.Unique, one.Refused, one.WouldRefuse, one.Alone));
        Assert.Contains("exceptions accept all 1 clients", one.Advice, StringComparison.Ordinal);
        Refused("192.0.2.1", "one", "one");
        Assert.Equal((1, 1), (Of("one").Clients, Of("one").Refused));
    }

    [Fact]
    public void A_list_that_only_reports_would_have_refused_those_too_that_another_refused()
    {
        Refused("192.0.2.1", "one", "one;new");
        Line("192.0.2.2", "ReportConnection", "550 5.7.1 no", "BlockProvider", "new", "new");
        var list = Of("new");
        Assert.Equal((2, 0, 1, 1, 2, 1), (list.Clients, list.Refused, list.Reported, list.Unique, list.WouldRefuse, list.Alone));
        Assert.Equal("in report mode: would have rejected 2 clients, 1 of them on no other rejecting list; to see them, run `ipblock log --provider new`", list.Advice);
        Assert.Equal(1, _comparison.RefusedClients);
    }

    [Fact]
    public void What_only_a_reporting_list_knows_too_is_the_refusing_lists_own_difference()
    {
        for (var i = 1; i <= 30; i++)
            Refused("192.0.2." + i, "one", "new;one");
        Assert.Equal((0, 30), (Of("one").Unique, Of("one").Alone));
        Assert.Equal("is useful: 30 clients would have been accepted without it", Of("one").Advice);
    }

    [Fact]
    public void A_list_without_which_nothing_changes_can_go()
    {
        for (var i = 1; i <= 30; i++)
            Refused("192.0.2." + i, "one", "one;two");
        Used("two", new UsageCounts { Queries = 30, Latency = LatencyCounts.Parse("30:30") });
        Assert.Equal("rejects only clients that other lists also reject, costs a query of about 30 ms for each new client, and can be removed", Of("two").Advice);
        Assert.Contains("is not known", Of("two", "\"lookup\": \"sequential\", ").Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_few_clients_nothing_is_concluded()
    {
        for (var i = 1; i <= 19; i++)
            Refused("192.0.2." + i, "one", "one;two");
        Assert.Contains("19 clients are too few", Of("two").Advice, StringComparison.Ordinal);
        Assert.Contains("no recommendation yet", Of("new").Advice, StringComparison.Ordinal);
        Used("two", new UsageCounts { Queries = 999 });
        Used("new", new UsageCounts { Cached = 1000 });
        Assert.Equal("in report mode: would not have rejected any client", Of("new").Advice);
    }

    [Theory]
    [InlineData(14, 0, 0, "does not answer 14 % of queries; ")]
    [InlineData(4, 0, 0, "")]
    [InlineData(0, 5, 0, "refuses to answer 5 % of queries: see `ipblock provider show one`; ")]
    [InlineData(0, 0, 100, "was suspended for 50 % of connections: see `ipblock provider show one`; ")]
    public void A_list_that_does_not_answer_is_told_of(int late, int refused, int suspended, string trouble)
    {
        Used("one", new UsageCounts { Queries = 50, Cached = 20, Late = late / 2, Failed = late - late / 2, Refused = refused, Suspended = suspended });
        Used("ONE", new UsageCounts { Queries = 30 });
        Assert.Equal(100, Of("one").Usage!.Asked);
        Assert.StartsWith(trouble + "no recommendation yet", Of("one").Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_of_several_processes_and_days_are_added_up()
    {
        Used("one", new UsageCounts { Queries = 1, Cached = 2, Listed = 3, Matched = 4, Late = 5, Refused = 6, Failed = 7, Suspended = 8, Latency = LatencyCounts.Parse("10:9") });
        Used("one", new UsageCounts { Queries = 10, Cached = 20, Listed = 30, Matched = 40, Late = 50, Refused = 60, Failed = 70, Suspended = 80, Latency = LatencyCounts.Parse("10:1;300:1") });
        var sum = Of("one").Usage!;
        Assert.Equal((11, 22, 33, 44, 55, 66, 77, 88), (sum.Queries, sum.Cached, sum.Listed, sum.Matched, sum.Late, sum.Refused, sum.Failed, sum.Suspended));
        Assert.Equal("10:10;300:1", sum.Latency.ToString());
    }

    [Fact]
    public void Decisions_without_a_list_are_counted()
    {
        Line("192.0.2.1", "AcceptConnection", "", "", "", "", "two=Late;new=Suspended");
        Line("192.0.2.1", "AcceptConnection", "", "", "", "", "two=127.255.255.254");
        Assert.Equal((0, 2, 1), (Of("one").Partial, Of("two").Partial, Of("new").Partial));
    }

    [Fact]
    public void An_allow_list_has_its_own_figures_even_under_a_block_lists_name()
    {
        Line("192.0.2.1", "AcceptConnection", "", "AllowProvider", "one", "");
        _comparison.Add(new UsageRecord(ProviderKind.Allow, "one", Ten, Ten.AddHours(1), new UsageCounts { Queries = 5 }));
        var allow = _comparison.Compare(Settings("")).Single(static list => list.Kind == ProviderKind.Allow);
        Assert.Equal((1, 5, "accepted 1 client before a block list was evaluated"), (allow.Clients, allow.Usage!.Queries, allow.Advice));
        Assert.Null(Of("one").Usage);
    }

    [Fact]
    public void A_list_that_has_left_the_settings_stands_at_the_end()
    {
        Refused("192.0.2.1", "gone", "gone");
        var lists = _comparison.Compare(Settings(""));
        Assert.Equal(["one", "two", "new", "one", "gone"], lists.Select(static list => list.Name));
        Assert.Equal((false, "is no longer in the settings", 1), (lists[^1].IsInSettings, lists[^1].Advice, lists[^1].Refused));
    }

    [Fact]
    public void Whom_another_rule_refused_is_not_the_lists_difference()
    {
        Line("192.0.2.1", "RejectConnection", "550 5.7.1 no", "DynamicHost", "", "one");
        Assert.Equal((1, 0, 0), (Of("one").Clients, Of("one").Refused, Of("one").Alone));
    }

    private ListStatistics Of(string name, string more = "") => _comparison.Compare(Settings(more)).First(list => list.Name == name);

    private static FilterSettings Settings(string more) => Some.Settings($$"""
        { {{more}}"blockProviders": [ {{Some.List("one")}}, {{Some.List("two")}}, {{Some.List("new", "\"anyMatch\": true, \"mode\": \"report\"")}} ], "allowProviders": [ {{Some.List("one")}} ] }
        """);

    private void Used(string name, UsageCounts counts) => _comparison.Add(new UsageRecord(ProviderKind.Block, name, Ten, Ten.AddHours(1), counts));

    private void Refused(string client, string provider, string listed) => Line(client, "RejectConnection", "550 5.7.1 no", "BlockProvider", provider, listed);

    private void Line(string client, string action, string response, string rule, string provider, string listed, string missing = "")
    {
        var codes = string.Join(';', listed.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static name => name + "=127.0.0.2"));
        Assert.True(DecisionRecord.TryParse($"2026-01-02T10:00:00.000Z,s,192.0.2.25:25,{client}:4000,OnConnect,{action},{response},{rule},{provider},,,,{missing},1,{codes}", EarlierLog.Header, out var record));
        _comparison.Add(record);
    }
}
