using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Checking;
using IpBlock.Filtering;
using IpBlock.Settings;
using IpBlock.Tests;
using IpBlock.Tests.Dns;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Checking;

public sealed class AsListedTests : IDisposable
{
    private const string Client = "203.0.113.9";
    private const string TwoLists = """
        "allowProviders": [ { "name": "good", "lookupDomain": "good.test", "anyMatch": true } ],
        "blockProviders": [
            { "name": "one", "lookupDomain": "one.test", "ipAddressesMatch": [ "127.0.0.[4..9]" ], "returnCodes": [ "127.0.0.2: a policy", "127.0.0.5: an open relay" ],
              "removalPage": "https://one.test/?ip=%0", "rejectionResponse": "%0 is on %1: %5 (%4), %3; see %7", "statusCode": 554 },
            { "name": "two", "lookupDomain": "two.test", "bitmaskMatch": "0.0.8.0" } ]
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly FakeResolver _lists;

    public AsListedTests() => _lists = new FakeResolver(_clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_all_block_lists_the_first_one_rejects_with_its_own_reply_and_no_list_is_asked()
    {
        var report = await CheckAsync(TwoLists);
        Assert.Equal(["good Passed", "one Decided", "two NotReached"], report.Providers.Select(static step => step.Provider.Settings.Name + " " + step.Result));
        Assert.Equal("554 5.7.1 203.0.113.9 is on one: an open relay (127.0.0.5), (the reason that the list gives); see https://one.test/?ip=203.0.113.9", report.Verdict.Reply!.ToString());
        Assert.Equal("https://one.test/?ip=203.0.113.9", report.RemovalPage);
        Assert.Equal(["one", "two"], report.AsListed!.Listing);
        Assert.Empty(_lists.Queries);
    }

    [Fact]
    public async Task Of_one_provider_only_that_one_lists_the_client()
    {
        var report = await CheckAsync(TwoLists, "TWO");
        Assert.Equal(["good Passed", "one Passed", "two Decided"], report.Providers.Select(static step => step.Provider.Settings.Name + " " + step.Result));
        Assert.Equal("127.0.8.0", new ReturnCode(report.Providers[2].Codes.Single()).ToString());
        Assert.Equal(("", "two"), (report.RemovalPage, Assert.Single(report.AsListed!.Listing)));
        var allowed = await CheckAsync(TwoLists, "good");
        Assert.Equal((VerdictAction.Accept, VerdictRule.AllowProvider), (allowed.Outcome, allowed.Verdict.Rule));
        Assert.Equal("", allowed.RemovalPage);
    }

    [Fact]
    public async Task Scores_are_added_and_what_only_reports_rejects_nobody()
    {
        var report = await CheckAsync("\"verdict\": \"score\", \"thresholds\": { \"reject\": 2 }, " + TwoLists);
        Assert.Equal((VerdictAction.Reject, 20), (report.Outcome, report.Verdict.Score!.Value.Tenths));
        var only = await CheckAsync("\"mode\": \"report\", " + TwoLists);
        Assert.Equal(VerdictAction.Accept, only.Outcome);
        Assert.StartsWith("554 5.7.1 203.0.113.9 is on one", only.Verdict.Reported!.Reply!.ToString(), StringComparison.Ordinal);
        Assert.Equal("https://one.test/?ip=203.0.113.9", only.RemovalPage);
    }

    [Fact]
    public async Task An_exempt_client_is_exempt_all_the_same_and_its_name_is_looked_up()
    {
        _lists.Reverse(Client, "mail.partner.test").Host("mail.partner.test", Client);
        var report = await CheckAsync(TwoLists + ", \"exceptions\": { \"clients\": [ \"mail.partner.test\" ] }");
        Assert.Equal((VerdictAction.Accept, VerdictRule.ClientException), (report.Outcome, report.Verdict.Rule));
        Assert.Equal(VerdictRule.PrivateNetwork, (await CheckAsync(TwoLists, client: "127.0.0.2")).Verdict.Rule);
    }

    [Fact]
    public async Task A_provider_that_can_never_match_is_named()
    {
        const string Settings = """
            "blockProviders": [
                { "name": "never", "lookupDomain": "bl.test", "ipAddressesMatch": [ "127.0.0.2" ], "errorCodes": [ "127.0.0.2" ] },
                { "name": "other", "lookupDomain": "other.test", "anyMatch": true } ]
            """;
        var report = await CheckAsync(Settings);
        Assert.Equal(("never", "other"), (Assert.Single(report.AsListed!.NeverMatching), Assert.Single(report.AsListed.Listing)));
        Assert.Equal(["never Passed", "other Decided"], report.Providers.Select(static step => step.Provider.Settings.Name + " " + step.Result));
    }

    [Theory]
    [InlineData("\"anyMatch\": true", "127.0.0.2")]
    [InlineData("\"bitmaskMatch\": \"0.0.0.1\"", "127.0.0.3")]
    [InlineData("\"bitmaskMatch\": \"0.128.0.0\"", "127.128.0.0")]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.0.1\" ]", "127.0.0.1")]
    [InlineData("\"ipAddressesMatch\": [ \"127.200.0.0/24\" ]", "127.200.0.0")]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.0.[10;11]\", \"127.0.0.20\" ], \"returnCodes\": [ \"127.0.0.11: dynamic\" ]", "127.0.0.11")]
    [InlineData("\"anyMatch\": true, \"returnCodes\": [ \"127.0.0.7: bad\" ]", "127.0.0.7")]
    [InlineData("\"anyMatch\": true, \"returnCodes\": [ \"127.0.0.1: refused\" ]", "127.0.0.2")]
    public void The_code_is_one_that_the_settings_name_and_that_is_a_match(string match, string code)
    {
        var provider = Some.Provider($"\"name\": \"a\", \"lookupDomain\": \"bl.test\", {match}");
        Assert.Equal(code, new ReturnCode(MatchingCode.Of(provider, ProviderKind.Block)!.Value).ToString());
    }

    [Theory]
    [InlineData("", null, "no block provider is enabled")]
    [InlineData(TwoLists, "twoo", "there is no provider 'twoo'; did you mean 'two'?")]
    [InlineData("\"blockProviders\": [ { \"name\": \"off\", \"lookupDomain\": \"off.test\", \"anyMatch\": true, \"enabled\": false } ]", "off", "the provider 'off' is disabled")]
    [InlineData("\"blockProviders\": [ { \"name\": \"off\", \"lookupDomain\": \"off.test\", \"anyMatch\": true, \"enabled\": false } ]", null, "no block provider is enabled")]
    public void Where_nobody_could_list_the_client_the_reason_is_given(string settings, string? provider, string why)
    {
        Assert.Null(MadeUpAnswers.TryMake(Some.Settings("{ " + settings + " }"), provider, _lists, out var reason));
        Assert.Contains(why, reason, StringComparison.Ordinal);
    }

    private async Task<CheckReport> CheckAsync(string text, string? provider = null, string client = Client)
    {
        var settings = Some.Settings("{ " + text + " }");
        var made = MadeUpAnswers.TryMake(settings, provider, _lists, out var reason);
        Assert.True(made is not null, reason);
        using var check = new AddressCheck(settings, _folder.PathOf("ipblock.json"), _lists, _clock, made);
        return await check.RunAsync(new FilterRequest(Some.Client(client)), null, null).WaitAsync(Some.Patience);
    }
}
