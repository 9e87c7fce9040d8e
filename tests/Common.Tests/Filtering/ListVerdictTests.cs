using System;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Tests.Lists;
using Xunit;
using static IpBlock.Tests.Lists.ListsUnderTest;

namespace IpBlock.Tests.Filtering;

/// <summary>What verdicts are made of lists in files.</summary>
public sealed class ListVerdictTests : IDisposable
{
    private const string Names = "*.dyn.example\nbad.example\n";
    private readonly ListsUnderTest _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_block_list_refuses_with_its_name_and_nobody_is_asked()
    {
        _test.Write("drop.txt", "192.0.2.0/24\n").Use(List("drop"), Providers("bl"));
        var verdict = await _test.EvaluateAsync();
        Assert.Equal((VerdictAction.Reject, VerdictRule.BlockList, "drop"), (verdict.Action, verdict.Rule, verdict.ProviderName));
        Assert.Equal("550 5.7.1 192.0.2.1 has been blocked by connection filter rule drop", verdict.Reply!.ToString());
        Assert.Equal("drop.txt", verdict.List!.Source);
        Assert.Empty(_test.Names.Queries);
    }

    [Fact]
    public async Task The_reply_is_the_lists_own()
    {
        _test.Write("drop.txt", "192.0.2.0/24\n").Use(List("drop", "\"rejectionResponse\": \"%0 is on {1}, 100%%\", \"statusCode\": 450"));
        Assert.Equal("450 4.7.1 192.0.2.1 is on drop, 100%", (await _test.EvaluateAsync()).Reply!.ToString());
    }

    [Fact]
    public async Task The_way_goes_from_exceptions_over_allow_lists_to_block_lists_to_providers()
    {
        _test.Write("good.txt", "192.0.2.2\n").Write("bad.txt", "192.0.2.0/24\n");
        _test.Use(List("bad") + "," + List("good", "\"kind\": \"allow\""), Providers("bl")
            + ", \"exceptions\": { \"clients\": [ \"192.0.2.3\" ] }, \"allowList\": [ \"192.0.2.4\" ], \"blockList\": [ \"192.0.2.2\", \"192.0.2.5\" ]");
        _test.Names.Lists("bl.test", "198.51.100.1", "127.0.0.2");
        Assert.Equal((VerdictRule.BlockList, "bad"), await RuleAsync("192.0.2.1"));
        Assert.Equal((VerdictRule.AllowList, "good"), await RuleAsync("192.0.2.2"));
        Assert.Equal((VerdictRule.ClientException, ""), await RuleAsync("192.0.2.3"));
        Assert.Equal((VerdictRule.AllowList, ""), await RuleAsync("192.0.2.4"));
        Assert.Equal((VerdictRule.BlockList, ""), await RuleAsync("192.0.2.5"));
        Assert.Equal((VerdictRule.BlockProvider, "bl"), await RuleAsync("198.51.100.1"));
        Assert.Equal((VerdictRule.None, ""), await RuleAsync("198.51.100.2"));
    }

    [Fact]
    public async Task A_list_that_only_reports_refuses_nobody_and_hides_no_other()
    {
        _test.Write("watched.txt", "192.0.2.0/24\n").Write("strict.txt", "192.0.2.2\n");
        _test.Use(List("watched", "\"mode\": \"report\"") + "," + List("strict"), Providers("bl"));
        _test.Names.Lists("bl.test", "192.0.2.3", "127.0.0.2");
        var reported = await _test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.None, "watched"), (reported.Action, reported.Rule, reported.Cause().ProviderName));
        Assert.Equal("550 5.7.1 192.0.2.1 has been blocked by connection filter rule watched", reported.Reported!.Reply!.ToString());
        Assert.Equal((VerdictRule.BlockList, "strict"), await RuleAsync("192.0.2.2"));
        Assert.Equal((VerdictRule.BlockProvider, "bl"), await RuleAsync("192.0.2.3"));
        Assert.Equal("watched", (await _test.EvaluateAsync()).Cause().ProviderName);
    }

    [Fact]
    public async Task When_everything_is_only_reported_a_list_refuses_nobody()
    {
        _test.Write("drop.txt", "192.0.2.0/24\n").Use(List("drop"), "\"mode\": \"report\"");
        var verdict = await _test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, "drop"), (verdict.Action, verdict.Reported!.ProviderName));
    }

    [Fact]
    public async Task A_name_allows_only_when_its_own_address_is_the_clients()
    {
        _test.Write("drop.txt", "192.0.2.0/24\n").Write("partners.txt", "**.partner.example\n");
        _test.Use(List("drop") + "," + List("partners", "\"kind\": \"allow\", \"format\": \"hosts\""));
        _test.Names.Reverse("192.0.2.1", "mx.partner.example").Host("mx.partner.example", "192.0.2.1");
        _test.Names.Reverse("192.0.2.2", "mx.partner.example");
        Assert.Equal((VerdictRule.AllowList, "partners"), await RuleAsync("192.0.2.1"));
        Assert.Equal((VerdictRule.BlockList, "drop"), await RuleAsync("192.0.2.2"));
        Assert.Equal((VerdictRule.BlockList, "drop"), await RuleAsync("192.0.2.3"));
    }

    [Fact]
    public async Task An_exception_by_name_holds_for_lists_only_when_it_is_confirmed_forward()
    {
        _test.Write("drop.txt", "192.0.2.0/24\n").Use(List("drop"), "\"exceptions\": { \"clients\": [ \"*.partner.example\" ] }");
        _test.Names.Reverse("192.0.2.1", "mx.partner.example").Host("mx.partner.example", "192.0.2.1");
        _test.Names.Reverse("192.0.2.2", "mx.partner.example");
        Assert.Equal(VerdictRule.ClientException, (await RuleAsync("192.0.2.1")).Rule);
        Assert.Equal(VerdictRule.BlockList, (await RuleAsync("192.0.2.2")).Rule);
    }

    [Fact]
    public async Task A_name_blocks_only_when_it_is_confirmed_forward()
    {
        _test.Write("dynamic.txt", Names).Use(List("dynamic"), Providers("bl"));
        _test.Names.Reverse("192.0.2.1", "a.dyn.example").Host("a.dyn.example", "192.0.2.1");
        _test.Names.Reverse("192.0.2.2", "a.dyn.example");
        _test.Names.Reverse("192.0.2.3", "mx.bad.example").Host("mx.bad.example", "192.0.2.3").Lists("bl.test", "192.0.2.3", "127.0.0.2");
        Assert.Equal((VerdictRule.BlockList, "dynamic"), await RuleAsync("192.0.2.1"));
        Assert.Equal((VerdictRule.None, ""), await RuleAsync("192.0.2.2"));
        Assert.Equal((VerdictRule.BlockList, "dynamic"), await RuleAsync("192.0.2.3"));
    }

    [Fact]
    public async Task The_providers_are_asked_together_with_the_name()
    {
        _test.Write("dynamic.txt", Names).Use(List("dynamic"), Providers("bl"));
        _test.Names.Delays("in-addr.arpa", 1).Delays("bl.test", 1);
        var deciding = _test.EvaluateAsync();
        Assert.Equal(2, _test.Names.Queries.Count);
        _test.Pass(1);
        Assert.Equal((VerdictRule.None, TimeSpan.FromSeconds(1)), ((await deciding).Rule, (await deciding).Took));
    }

    [Theory]
    [InlineData("%4 {5}")]
    [InlineData("%2")]
    public async Task A_reply_of_which_nothing_is_left_is_the_usual_one(string template)
    {
        _test.Write("drop.txt", "192.0.2.0/24\n").Use(List("drop", $"\"rejectionResponse\": \"{template}\""));
        Assert.Equal("192.0.2.1 has been blocked by connection filter rule drop", (await _test.EvaluateAsync()).Reply!.Text);
    }

    [Fact]
    public async Task Names_are_not_looked_up_where_no_block_list_has_any()
    {
        _test.Write("drop.txt", "198.51.100.0/24\n").Write("partners.txt", Names);
        _test.Use(List("drop") + "," + List("partners", "\"kind\": \"allow\""), Providers("bl"));
        Assert.Equal(VerdictRule.None, (await RuleAsync("192.0.2.1")).Rule);
        Assert.All(_test.Names.Queries, query => Assert.StartsWith("A ", query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_of_names_that_only_reports_leaves_the_providers_their_say()
    {
        _test.Write("dynamic.txt", Names).Use(List("dynamic", "\"mode\": \"report\""), Providers("bl"));
        _test.Names.Reverse("192.0.2.1", "a.dyn.example").Host("a.dyn.example", "192.0.2.1");
        _test.Names.Reverse("192.0.2.2", "b.dyn.example").Host("b.dyn.example", "192.0.2.2").Lists("bl.test", "192.0.2.2", "127.0.0.2");
        var verdict = await _test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, "dynamic"), (verdict.Action, verdict.Reported!.ProviderName));
        Assert.Equal((VerdictRule.BlockProvider, "bl"), await RuleAsync("192.0.2.2"));
    }

    [Fact]
    public async Task The_explanation_says_the_same()
    {
        _test.Write("drop.txt", "192.0.2.0/24\n").Write("dynamic.txt", Names).Use(List("drop") + "," + List("dynamic"), Providers("bl"));
        _test.Names.Reverse("198.51.100.1", "a.dyn.example").Host("a.dyn.example", "198.51.100.1");
        foreach (var client in new[] { "192.0.2.1", "198.51.100.1", "198.51.100.2" })
        {
            var verdict = await _test.EvaluateAsync(client);
            var explained = (await _test.Filter.ExplainAsync(new FilterRequest(Some.Client(client))).WaitAsync(Some.Patience)).Verdict;
            Assert.Equal((verdict.Action, verdict.Rule, verdict.ProviderName), (explained.Action, explained.Rule, explained.ProviderName));
        }
    }

    [Fact]
    public async Task The_log_says_which_list_it_was_and_where_it_comes_from()
    {
        _test.Write("drop.txt", "192.0.2.0/24\n").Use(List("drop"));
        var line = new System.Text.StringBuilder();
        DecisionLine.Append(line, new Decision(await _test.EvaluateAsync()), _test.Clock.UtcNow);
        Assert.Contains(",BlockList,drop,,drop.txt,", line.ToString(), StringComparison.Ordinal);
    }

    private static string Providers(string name) => "\"blockProviders\": [ " + Some.List(name) + " ]";

    private async Task<(VerdictRule Rule, string Name)> RuleAsync(string client)
    {
        var verdict = await _test.EvaluateAsync(client);
        return (verdict.Rule, verdict.ProviderName);
    }
}
