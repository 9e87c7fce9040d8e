using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Tests.Dns;
using Xunit;

namespace IpBlock.Tests.Filtering;

public sealed class Nat64Tests
{
    private const string Prefix = "\"nat64Prefix\": \"2001:db8:64::/96\"";

    [Theory]
    [InlineData("64:ff9b::192.0.2.1", "")]
    [InlineData("::ffff:192.0.2.1", "")]
    [InlineData("2001:db8:64::192.0.2.1", ", " + Prefix)]
    public async Task A_client_behind_a_translator_is_asked_about_as_the_client_it_is(string client, string prefix)
    {
        var test = new FilterUnderTest($$"""{ "blockProviders": [ {{Some.List("one")}} ]{{prefix}} }""");
        test.Lists.Lists("one.test", "192.0.2.1", "127.0.0.2");
        var verdict = await test.EvaluateAsync(client);
        Assert.Equal((VerdictRule.BlockProvider, "192.0.2.1"), (verdict.Rule, verdict.Client.ToString()));
        Assert.Equal(["A 1.2.0.192.one.test"], test.Lists.Queries);
        Assert.StartsWith("192.0.2.1 ", verdict.Reply!.Text, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"blockList\": [ \"192.0.2.0/24\" ]", VerdictRule.BlockList)]
    [InlineData("\"blockList\": [ \"2001:db8:64::c000:200/120\" ]", VerdictRule.BlockList)]
    [InlineData("\"allowList\": [ \"2001:db8:64::192.0.2.1\" ]", VerdictRule.AllowList)]
    [InlineData("\"exceptions\": { \"clients\": [ \"2001:db8:64::192.0.2.1\" ] }", VerdictRule.ClientException)]
    [InlineData("\"exceptions\": { \"clients\": [ \"::ffff:192.0.2.0/120\" ] }", VerdictRule.ClientException)]
    [InlineData("\"exceptions\": { \"clients\": [ \"64:ff9b::192.0.2.0/120\" ] }", VerdictRule.ClientException)]
    public async Task Whoever_is_named_in_one_notation_is_meant_in_all(string settings, VerdictRule rule)
    {
        foreach (var client in new[] { "192.0.2.1", "::ffff:192.0.2.1", "64:ff9b::192.0.2.1", "2001:db8:64::192.0.2.1" })
            Assert.Equal(rule, (await new FilterUnderTest($$"""{ {{settings}}, {{Prefix}} }""").EvaluateAsync(client)).Rule);
    }

    [Fact]
    public async Task Under_the_sites_own_prefix_private_clients_are_private()
    {
        Assert.Equal(VerdictRule.PrivateNetwork, (await new FilterUnderTest($$"""{ {{Prefix}} }""").EvaluateAsync("2001:db8:64::10.1.2.3")).Rule);
        Assert.Equal(VerdictRule.None, (await new FilterUnderTest("{}").EvaluateAsync("64:ff9b::10.1.2.3")).Rule);
    }

    [Fact]
    public async Task An_exception_of_the_dynamic_host_rule_means_the_same_client()
    {
        var test = new FilterUnderTest($$"""{ "dynamicHosts": { "enabled": true, "exceptions": [ "2001:db8:64::192.0.2.1" ] }, {{Prefix}} }""");
        test.Lists.Reverse("192.0.2.1", "dsl-192-0-2-1.isp.example").Reverse("192.0.2.2", "dsl-192-0-2-2.isp.example");
        Assert.Equal(VerdictRule.None, (await test.EvaluateAsync("2001:db8:64::192.0.2.1")).Rule);
        Assert.Equal(VerdictRule.DynamicHost, (await test.EvaluateAsync("2001:db8:64::192.0.2.2")).Rule);
    }
}
