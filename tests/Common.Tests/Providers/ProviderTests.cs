using System.Linq;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Providers;

public sealed class ProviderTests
{
    [Theory]
    [InlineData("127.0.0.4", "127.0.0.4", "127.0.0.10", "127.0.0.11")]
    [InlineData("127.0.0.4", "127.0.0.10", "127.0.0.4", "127.0.0.11")]
    [InlineData("127.0.0.4", "127.0.0.10", "127.0.0.11", "127.0.0.4")]
    [InlineData("127.0.0.2", "127.0.0.9", "127.0.0.2", "127.0.0.4")]
    public void Any_of_several_records_suffices_and_the_first_that_matched_is_reported(string reported, params string[] codes)
    {
        var answer = Provider("\"ipAddressesMatch\": [ \"127.0.0.2\", \"127.0.0.4\" ]").Judge(DnsAnswer.WithAddresses([.. codes.Select(Some.Code)]));
        Assert.Equal(ProviderOutcome.Matched, answer.Outcome);
        Assert.Equal(Some.Code(reported), answer.Code);
        Assert.Equal(codes.Select(Some.Code), answer.Codes);
    }

    [Fact]
    public void A_match_by_the_mask_and_one_by_the_responses_may_come_from_different_records()
    {
        var provider = Provider("\"bitmaskMatch\": \"0.0.0.64\", \"ipAddressesMatch\": [ \"127.0.0.2\" ]");
        Assert.Equal(MatchedBy.BitMask, provider.Judge(DnsAnswer.WithAddresses(0x7F000001, 0x7F000040, 0x7F000002)).MatchedBy);
        Assert.Equal(MatchedBy.Response, provider.Judge(DnsAnswer.WithAddresses(0x7F000001, 0x7F000002, 0x7F000040)).MatchedBy);
    }

    [Fact]
    public void Records_of_which_none_matches_are_neither_a_match_nor_missing()
    {
        var answer = Provider("\"ipAddressesMatch\": [ \"127.0.0.2\" ]").Judge(DnsAnswer.WithAddresses(0x7F000003, 0x7F000004));
        Assert.Equal(ProviderOutcome.NotMatched, answer.Outcome);
        Assert.False(answer.IsMissing);
    }

    [Theory]
    [InlineData(DnsStatus.Records, ProviderOutcome.NotMatched, false)]
    [InlineData(DnsStatus.NoSuchName, ProviderOutcome.NotListed, false)]
    [InlineData(DnsStatus.NoRecords, ProviderOutcome.NotListed, false)]
    [InlineData(DnsStatus.TimedOut, ProviderOutcome.Late, true)]
    [InlineData(DnsStatus.ServerFailure, ProviderOutcome.Failed, true)]
    [InlineData(DnsStatus.Refused, ProviderOutcome.Failed, true)]
    [InlineData(DnsStatus.Malformed, ProviderOutcome.Failed, true)]
    [InlineData(DnsStatus.Unreachable, ProviderOutcome.Failed, true)]
    public void An_answer_without_records_is_judged_by_its_status(DnsStatus status, ProviderOutcome outcome, bool missing)
    {
        var answer = Provider("\"anyMatch\": true").Judge(DnsAnswer.Without(status));
        Assert.Equal(outcome, answer.Outcome);
        Assert.Equal(missing, answer.IsMissing);
    }

    private static Provider Provider(string rule) => new(Some.Provider("\"name\": \"a\", \"lookupDomain\": \"a.test\", " + rule), ProviderKind.Block, 1);
}
