using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Filtering;

public sealed class ReportModeTests
{
    private const string Client = FilterUnderTest.Client;
    private const string Watched = "\"anyMatch\": true, \"mode\": \"report\"";

    [Fact]
    public async Task A_list_that_only_reports_refuses_nobody_and_its_refusal_is_kept()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("watched", Watched + ", \"rejectionResponse\": \"%0 is on %1: %4\", \"statusCode\": 451"));
        test.Lists.Lists("watched.test", Client, "127.0.0.3");
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.None, true), (verdict.Action, verdict.Rule, verdict.IsRefusal));
        Assert.Null(verdict.Reply);
        Assert.Equal((VerdictAction.Reject, VerdictRule.BlockProvider, "watched"), (verdict.Reported!.Action, verdict.Reported.Rule, verdict.Reported.ProviderName));
        Assert.Equal("451 4.7.1 192.0.2.1 is on watched: 127.0.0.3", verdict.Reported.Reply!.ToString());
        Assert.Same(verdict.Reported, verdict.Cause());
    }

    [Fact]
    public async Task A_list_below_one_that_only_reports_decides()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("watched", Watched), Some.List("strict"));
        test.Lists.Lists("watched.test", Client, "127.0.0.2").Lists("strict.test", Client, "127.0.0.2");
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Reject, "strict"), (verdict.Action, verdict.ProviderName));
        Assert.Null(verdict.Reported);
        Assert.Equal(["watched", "strict"], verdict.Listed.Select(answer => answer.Provider.Name));
    }

    [Fact]
    public async Task Of_several_that_only_report_the_first_is_told()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one", Watched), Some.List("two", Watched));
        test.Lists.Lists("one.test", Client, "127.0.0.2").Lists("two.test", Client, "127.0.0.2");
        var verdict = await test.EvaluateAsync();
        Assert.Equal("one", verdict.Reported!.ProviderName);
        Assert.Equal(["one", "two"], verdict.Listed.Select(answer => answer.Provider.Name));
    }

    [Fact]
    public async Task Cached_and_uncached_say_the_same()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("watched", Watched), Some.List("strict"), Some.List("third"));
        test.Lists.Lists("watched.test", Client, "127.0.0.2").Lists("third.test", Client, "127.0.0.2");
        var cold = await test.EvaluateAsync();
        var warm = await test.EvaluateAsync();
        Assert.Equal((cold.Action, cold.ProviderName), (warm.Action, warm.ProviderName));
        Assert.Equal(["watched", "third"], warm.Listed.Select(answer => answer.Provider.Name));
        Assert.Equal(cold.Listed.Select(answer => answer.Provider.Name), warm.Listed.Select(answer => answer.Provider.Name));
    }

    [Theory]
    [InlineData("\"blockList\": [ \"192.0.2.1\" ]", VerdictRule.BlockList)]
    [InlineData("\"blockProviders\": [ { \"name\": \"a\", \"lookupDomain\": \"a.test\", \"anyMatch\": true } ]", VerdictRule.BlockProvider)]
    [InlineData("\"onFailure\": \"defer\", \"blockProviders\": [ { \"name\": \"b\", \"lookupDomain\": \"failing.test\", \"anyMatch\": true } ]", VerdictRule.ListsSilent)]
    public async Task When_everything_is_only_reported_nobody_is_refused_by_any_rule(string settings, VerdictRule rule)
    {
        var test = new FilterUnderTest("{ \"mode\": \"report\", " + settings + " }");
        test.Lists.Lists("a.test", Client, "127.0.0.2").Fails("failing.test", DnsStatus.ServerFailure);
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.None), (verdict.Action, verdict.Rule));
        Assert.Equal(rule, verdict.Reported!.Rule);
        Assert.NotNull(verdict.Reported.Reply);
    }

    [Fact]
    public async Task A_list_that_only_reports_defers_nobody_by_its_silence()
    {
        var test = new FilterUnderTest("{ \"onFailure\": \"defer\", \"blockProviders\": [ " + Some.List("failing", Watched) + " ] }");
        test.Lists.Fails("failing.test", DnsStatus.ServerFailure);
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, false, true), (verdict.Action, verdict.IsRefusal, verdict.IsPartial));
    }

    [Fact]
    public async Task An_exempt_client_is_not_reported()
    {
        var test = new FilterUnderTest("{ \"mode\": \"report\", \"blockList\": [ \"192.0.2.0/24\" ], \"exceptions\": { \"clients\": [ \"192.0.2.1\" ] } }");
        Assert.False((await test.EvaluateAsync()).IsRefusal);
        Assert.True((await test.EvaluateAsync("192.0.2.2")).IsRefusal);
    }

    [Fact]
    public void An_allow_provider_cannot_report_only()
    {
        var error = Assert.Single(SettingsFile.Parse("{ \"allowProviders\": [ { \"name\": \"a\", \"lookupDomain\": \"a.test\", \"anyMatch\": true, \"mode\": \"report\" } ] }", "ipblock.json").Errors);
        Assert.Equal("allowProviders[0].mode", error.Path);
    }
}
