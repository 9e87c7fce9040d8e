using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using Xunit;

namespace IpBlock.Tests.Filtering;

public sealed class ExemptionTests
{
    private const string Client = FilterUnderTest.Client;

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.0/24")]
    [InlineData("192.0.2.1-192.0.2.3")]
    [InlineData("::ffff:192.0.2.1")]
    public async Task An_exempt_client_is_accepted_and_nothing_is_looked_up(string exception)
    {
        var test = Listing($"\"clients\": [ {{ \"client\": \"{exception}\", \"comment\": \"ours\" }} ]");
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.ClientException, "ours"), (verdict.Action, verdict.Rule, verdict.Exception!.Comment));
        Assert.Empty(test.Lists.Queries);
    }

    [Fact]
    public async Task A_client_whose_exception_has_expired_is_looked_up_again()
    {
        var test = Listing("\"clients\": [ { \"client\": \"192.0.2.1\", \"expires\": \"2026-06-01T00:00:00Z\" } ]");
        test.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(-1));
        Assert.Equal(VerdictRule.ClientException, (await test.EvaluateAsync()).Rule);
        test.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(VerdictRule.BlockProvider, (await test.EvaluateAsync()).Rule);
    }

    [Theory]
    [InlineData(true, VerdictRule.Authenticated)]
    [InlineData(false, VerdictRule.BlockProvider)]
    public async Task Who_has_logged_in_is_exempt_unless_the_settings_say_otherwise(bool exempt, VerdictRule rule)
    {
        var test = Listing($"\"exemptAuthenticated\": {(exempt ? "true" : "false")}");
        Assert.Equal(rule, (await test.EvaluateAsync(Request() with { IsAuthenticated = true })).Rule);
        Assert.Equal(VerdictRule.BlockProvider, (await test.EvaluateAsync(Request())).Rule);
    }

    [Theory]
    [InlineData("", 587, VerdictRule.LocalPort)]
    [InlineData("", 465, VerdictRule.LocalPort)]
    [InlineData("", 25, VerdictRule.BlockProvider)]
    [InlineData("", 0, VerdictRule.BlockProvider)]
    [InlineData("\"exemptLocalPorts\": [ 2525 ]", 2525, VerdictRule.LocalPort)]
    [InlineData("\"exemptLocalPorts\": [ 2525 ]", 587, VerdictRule.BlockProvider)]
    [InlineData("\"exemptLocalPorts\": [ ]", 587, VerdictRule.BlockProvider)]
    public async Task A_connection_to_an_exempt_port_is_accepted(string exceptions, int port, VerdictRule rule) =>
        Assert.Equal(rule, (await Listing(exceptions).EvaluateAsync(Request() with { LocalPort = port })).Rule);

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.1.1")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.1.2.3")]
    public async Task A_private_client_is_exempt_unless_the_settings_say_otherwise(string client)
    {
        var on = Listing("");
        Assert.Equal(VerdictRule.PrivateNetwork, (await on.EvaluateAsync(client)).Rule);
        Assert.Empty(on.Lists.Queries);

        var off = Listing("\"exemptPrivateNetworks\": false");
        off.Lists.Lists("one.test", client.Replace("::ffff:", "", StringComparison.Ordinal), "127.0.0.2");
        Assert.Equal(VerdictRule.BlockProvider, (await off.EvaluateAsync(client)).Rule);
    }

    [Theory]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("::2")]
    [InlineData("ff00::1")]
    [InlineData("2001:db8::1")]
    public async Task The_neighbours_of_the_private_networks_are_looked_up(string client)
    {
        var test = Listing("");
        Assert.Equal(VerdictRule.None, (await test.EvaluateAsync(client)).Rule);
        Assert.Single(test.Lists.Queries);
    }

    [Fact]
    public async Task A_session_that_the_server_itself_lets_pass_is_accepted()
    {
        var test = Listing("\"exemptAuthenticated\": false");
        Assert.Equal(VerdictRule.Bypassed, (await test.EvaluateAsync(Request() with { IsBypassed = true })).Rule);
        Assert.Empty(test.Lists.Queries);
    }

    [Fact]
    public async Task A_filter_that_is_switched_off_accepts_everybody_and_asks_nobody()
    {
        var test = new FilterUnderTest($$"""{ "enabled": false, "onFailure": "defer", "blockProviders": [ {{Some.List("one")}} ] }""");
        test.Lists.Lists("one.test", Client, "127.0.0.2");
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.FilterDisabled), (verdict.Action, verdict.Rule));
        Assert.Empty(test.Lists.Queries);
    }

    [Fact]
    public void The_rules_that_cost_no_lookup_are_decided_at_once()
    {
        var test = Listing("\"clients\": [ \"192.0.2.1\" ]");
        Assert.True(test.Filter.EvaluateAsync(Request()).IsCompletedSuccessfully);
        Assert.True(test.Filter.EvaluateAsync(new FilterRequest(Some.Client("10.0.0.1"))).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("\"rejectAt\": \"recipient\", ", "", true)]
    [InlineData("", "\"recipients\": [ \"postmaster@*\" ]", true)]
    [InlineData("", "\"recipients\": [ { \"recipient\": \"postmaster@*\", \"expires\": \"2026-01-01T00:00:00Z\" } ]", false)]
    public void A_refusal_waits_for_the_recipients_when_some_are_exempt_or_the_settings_say_so(string settings, string exceptions, bool waits) =>
        Assert.Equal(waits, new FilterUnderTest("{ " + settings + "\"exceptions\": { " + exceptions + " } }").Filter.RefusesAtRecipient);

    [Fact]
    public void An_exempt_recipient_is_found_by_the_filter_s_own_clock()
    {
        var filter = new FilterUnderTest("""{ "exceptions": { "recipients": [ { "recipient": "postmaster@*", "expires": "2026-01-02T03:04:06Z" } ] } }""");
        Assert.NotNull(filter.Filter.FindRecipientException("Postmaster"));
        filter.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(filter.Filter.FindRecipientException("Postmaster"));
    }

    private static FilterRequest Request() => new(Some.Client(Client));

    private static FilterUnderTest Listing(string exceptions)
    {
        var test = new FilterUnderTest($$"""{ "blockProviders": [ {{Some.List("one")}} ], "exceptions": { {{exceptions}} } }""");
        test.Lists.Lists("one.test", Client, "127.0.0.2");
        return test;
    }
}
