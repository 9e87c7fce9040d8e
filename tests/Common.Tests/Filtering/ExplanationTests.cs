using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Filtering;

/// <summary>The answer to "why?" is the verdict itself, watched.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public async Task Every_list_is_shown_with_what_it_said_and_the_verdict_is_the_doors()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("clean"), Some.List("bad"), Some.List("other"));
        test.Lists.Lists("bad.test", FilterUnderTest.Client, "127.0.0.2").Explains("bad.test", FilterUnderTest.Client, "spam\r\n").Lists("other.test", FilterUnderTest.Client, "127.255.255.254");

        var explained = await test.Filter.ExplainAsync(new FilterRequest(Some.Client(FilterUnderTest.Client)));
        var verdict = await test.EvaluateAsync();

        Assert.Equal(verdict.Reply!.ToString(), explained.Verdict.Reply!.ToString());
        Assert.Equal([ProviderOutcome.NotListed, ProviderOutcome.Matched, ProviderOutcome.Refused], explained.Providers.Select(seen => seen.Answer!.Value.Outcome));
        Assert.Equal("spam??", explained.Providers[1].Reason);
        Assert.Equal("1.2.0.192.bad.test", explained.Providers[1].Question);
        Assert.All(explained.Providers, seen => Assert.False(seen.IsFromCache));
        Assert.Equal(explained.Providers, explained.Steps.Where(static step => step.Provider is not null).Select(explained.SightingOf));
        Assert.Null(explained.SightingOf(explained.Steps.First(static step => step.Provider is null)));
    }

    [Fact]
    public async Task What_is_known_already_is_said_to_be_from_the_cache()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("clean"));
        await test.EvaluateAsync();

        var explained = await test.Filter.ExplainAsync(new FilterRequest(Some.Client(FilterUnderTest.Client)));

        Assert.True(Assert.Single(explained.Providers).IsFromCache);
    }

    [Fact]
    public async Task In_sequential_order_a_list_whose_turn_did_not_come_is_shown_as_not_asked()
    {
        var test = new FilterUnderTest($$"""{ "lookup": "sequential", "blockProviders": [ {{Some.List("first")}}, {{Some.List("second")}} ] }""");
        test.Lists.Lists("first.test", FilterUnderTest.Client, "127.0.0.2");

        var explained = await test.Filter.ExplainAsync(new FilterRequest(Some.Client(FilterUnderTest.Client)));

        Assert.NotNull(explained.Providers[0].Answer);
        Assert.Null(explained.Providers[1].Answer);
        Assert.Equal(0, test.Lists.CountUnder("second.test"));
    }

    [Fact]
    public async Task A_rule_that_needs_no_lookup_explains_itself_without_one()
    {
        var test = new FilterUnderTest("""{ "exceptions": { "clients": [ { "client": "192.0.2.1", "comment": "partner" } ] }, "blockProviders": [ """ + Some.List("bl") + " ] }");

        var explained = await test.Filter.ExplainAsync(new FilterRequest(Some.Client(FilterUnderTest.Client)));

        Assert.Equal(VerdictRule.ClientException, explained.Verdict.Rule);
        Assert.Empty(explained.Providers);
        Assert.Empty(test.Lists.Queries);
    }

    [Theory]
    [InlineData("192.0.2.1", VerdictRule.ClientException)]
    [InlineData("192.0.2.2", VerdictRule.BlockList)]
    [InlineData("192.0.2.3", VerdictRule.AllowList)]
    public async Task A_name_that_exempts_from_the_local_block_list_does_so_in_the_explanation(string client, VerdictRule rule)
    {
        var test = new FilterUnderTest("""{ "blockList": [ "192.0.2.0/24" ], "allowList": [ "192.0.2.3" ], "exceptions": { "clients": [ { "client": "*.partner.test", "comment": "ours" } ] } }""");
        test.Lists.Reverse("192.0.2.1", "mx.partner.test").Host("mx.partner.test", "192.0.2.1");

        var explained = await test.Filter.ExplainAsync(new FilterRequest(Some.Client(client)));

        Assert.Equal(rule, explained.Verdict.Rule);
        Assert.Equal((await test.EvaluateAsync(client)).Rule, explained.Verdict.Rule);
        Assert.Equal(client == "192.0.2.1" ? "ours" : null, explained.Verdict.Exception?.Comment);
        Assert.Equal(client == "192.0.2.3", test.Lists.Queries.Count == 0);
    }

    [Fact]
    public async Task The_key_of_a_domain_is_not_in_the_question_shown()
    {
        var test = FilterUnderTest.WithBlockLists("""{ "name": "keyed", "lookupDomain": "abcdefghijklmnopqrstuvwxyz.zen.dq.spamhaus.net", "anyMatch": true }""");

        var explained = await test.Filter.ExplainAsync(new FilterRequest(Some.Client(FilterUnderTest.Client)));

        Assert.Equal("1.2.0.192.zen.dq.spamhaus.net", explained.Providers[0].Question);
    }

    [Fact]
    public void A_code_has_the_meaning_that_the_settings_give_it()
    {
        var provider = new Provider(Some.Provider("""
            "name": "bl", "lookupDomain": "bl.test", "anyMatch": true, "rejectionResponse": "%4: %5",
            "returnCodes": [ "127.0.0.2: known source of spam", "127.0.0.[4..7]: infected machine" ]
            """), ProviderKind.Block, 1);

        Assert.Equal("known source of spam", provider.MeaningOf(Some.Code("127.0.0.2")));
        Assert.Equal("infected machine", provider.MeaningOf(Some.Code("127.0.0.6")));
        Assert.Equal("", provider.MeaningOf(Some.Code("127.0.0.3")));
        Assert.Equal("127.0.0.5: infected machine", new RejectionTemplate("%4: {5}").Render(Some.Client("192.0.2.1"), provider, Some.Code("127.0.0.5"), ""));
    }

    [Theory]
    [InlineData("127.0.0.2 spam", "no colon")]
    [InlineData("127.0.0: spam", "return code")]
    [InlineData("127.0.0.2:", "1 to 100")]
    [InlineData("127.0.0.2: Spämer", "ASCII")]
    public void A_meaning_that_cannot_be_used_is_refused_with_the_reason(string text, string reason)
    {
        Assert.False(ReturnCodeMeaning.TryParse(text, out _, out var why));
        Assert.Contains(reason, why, System.StringComparison.Ordinal);
    }
}
