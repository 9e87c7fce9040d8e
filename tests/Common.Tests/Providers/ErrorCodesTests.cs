using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Providers;

public sealed class ErrorCodesTests
{
    private static readonly string[] Rules =
    [
        "\"anyMatch\": true",
        "\"bitmaskMatch\": \"0.255.255.255\"",
        "\"ipAddressesMatch\": [ \"0.0.0.0/0\" ]",
        "\"ipAddressesMatch\": [ \"[0..255].[0..255].[0..255].[0..255]\" ]",
        "\"bitmaskMatch\": \"127.0.0.255\", \"ipAddressesMatch\": [ \"0.0.0.0-255.255.255.255\" ]",
    ];

    [Theory]
    [InlineData("127.255.255.252", "check the spelling")]
    [InlineData("127.255.255.254", "your own")]
    [InlineData("127.255.255.255", "too many queries")]
    [InlineData("127.255.255.0", "ask the operator")]
    [InlineData("127.255.255.1", "ask the operator")]
    [InlineData("127.255.255.253", "ask the operator")]
    [InlineData("127.0.1.255", "use the operator's address list ")]
    [InlineData("127.0.2.255", "use the operator's address list ")]
    [InlineData("10.0.0.1", "check lookupDomain")]
    [InlineData("0.0.0.0", "check lookupDomain")]
    [InlineData("8.8.8.8", "check lookupDomain")]
    [InlineData("126.255.255.255", "check lookupDomain")]
    [InlineData("128.0.0.0", "check lookupDomain")]
    public void An_error_code_is_no_match_under_any_rule_and_its_text_says_what_to_do(string code, string step)
    {
        foreach (var kind in new[] { ProviderKind.Block, ProviderKind.Allow })
        {
            Assert.All(Rules, rule => Assert.Equal((ProviderOutcome.Refused, Some.Code(code)), Judge(rule, kind, code)));
            Assert.Contains(step, Provider(Rules[0], kind).WhyNoListing(Some.Code(code)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void All_of_127_255_255_is_refused() =>
        Assert.All(Enumerable.Range(0, 256), octet => Assert.Equal(ProviderOutcome.Refused, Judge(Rules[0], ProviderKind.Block, "127.255.255." + octet).Outcome));

    [Fact]
    public void What_allow_lists_answer_to_too_many_queries_is_an_error_of_theirs_alone()
    {
        Assert.Equal(ProviderOutcome.Refused, Judge(Rules[0], ProviderKind.Allow, "127.0.0.255").Outcome);
        Assert.Equal(ProviderOutcome.Matched, Judge(Rules[0], ProviderKind.Block, "127.0.0.255").Outcome);
        Assert.Contains("subscription", Provider(Rules[0], ProviderKind.Allow).WhyNoListing(Some.Code("127.0.0.255")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.0")]
    [InlineData("127.0.0.3")]
    [InlineData("127.0.0.254")]
    [InlineData("127.0.1.254")]
    [InlineData("127.0.2.0")]
    [InlineData("127.255.254.255")]
    [InlineData("127.254.255.255")]
    public void The_neighbours_of_the_error_codes_are_listings(string code)
    {
        Assert.All(Rules[0..1], rule => Assert.Equal(ProviderOutcome.Matched, Judge(rule, ProviderKind.Block, code).Outcome));
        Assert.Null(Provider(Rules[0], ProviderKind.Block).WhyNoListing(Some.Code(code)));
    }

    [Theory]
    [InlineData("127.0.0.2", "127.255.255.254")]
    [InlineData("127.255.255.254", "127.0.0.2")]
    [InlineData("127.0.0.2", "127.0.0.4", "10.1.2.3")]
    [InlineData("127.0.0.77", "127.0.1.255", "127.0.0.2")]
    [InlineData("127.0.0.77", "127.0.2.255", "127.0.0.2")]
    public void One_error_code_among_others_spoils_the_whole_answer(params string[] codes)
    {
        var error = codes.Single(code => Provider(Rules[0], ProviderKind.Block).WhyNoListing(Some.Code(code)) is not null);
        Assert.Equal((ProviderOutcome.Refused, Some.Code(error)), Judge(Rules[0], ProviderKind.Block, codes));
        Assert.Equal((ProviderOutcome.Refused, Some.Code(error)), Judge("\"ipAddressesMatch\": [ \"127.0.0.2\" ]", ProviderKind.Block, codes));
    }

    [Fact]
    public void No_code_outside_127_ever_matches_under_any_rule()
    {
        var providers = Rules.Select(rule => Provider(rule, ProviderKind.Block)).Concat(Rules.Select(rule => Provider(rule, ProviderKind.Allow))).ToArray();
        var gen = from high in Gen.Choose(0, 255) where high != 127 from low in Gen.Choose(0, 0xFFFFFF) from more in Gen.Choose(0, 2) select (high, low, more);
        Check.QuickThrowOnFailure(Prop.ForAll(gen.ToArbitrary(), sample =>
        {
            var outside = (uint)sample.high << 24 | (uint)sample.low;
            uint[] codes = [.. Enumerable.Repeat(0x7F000002u, sample.more), outside];
            return providers.All(provider => provider.Judge(DnsAnswer.WithAddresses(codes)) is { Outcome: ProviderOutcome.Refused, IsMissing: true } answer && answer.Code == outside);
        }));
    }

    [Theory]
    [InlineData("127.0.0.9", ProviderOutcome.Refused)]
    [InlineData("127.0.3.7", ProviderOutcome.Refused)]
    [InlineData("127.0.0.8", ProviderOutcome.Matched)]
    [InlineData("127.0.0.10", ProviderOutcome.Matched)]
    [InlineData("127.255.255.254", ProviderOutcome.Refused)]
    public void A_provider_may_name_error_codes_of_its_list_which_are_never_a_match_whatever_the_rule(string code, ProviderOutcome outcome)
    {
        const string Errors = ", \"errorCodes\": [ \"127.0.0.9\", \"127.0.3.0/24\" ]";
        foreach (var rule in new[] { "\"anyMatch\": true", "\"bitmaskMatch\": \"0.0.0.255\"", "\"ipAddressesMatch\": [ \"127.0.0.0/8\", \"127.0.0.9\" ]" })
        {
            Assert.Equal(outcome, Judge(rule + Errors, ProviderKind.Block, code).Outcome);
            Assert.Equal(outcome, Judge(rule + Errors, ProviderKind.Allow, code).Outcome);
        }

        Assert.Equal(outcome == ProviderOutcome.Refused, Provider(Rules[0] + Errors, ProviderKind.Block).WhyNoListing(Some.Code(code)) is not null);
    }

    [Fact]
    public void Own_error_codes_hold_also_for_what_the_table_of_zones_calls_a_listing()
    {
        var provider = new Provider(Some.Provider("\"name\": \"a\", \"lookupDomain\": \"iadb.isipp.com\", \"anyMatch\": true, \"errorCodes\": [ \"127.0.1.255\" ]"), ProviderKind.Allow, 1);
        Assert.Contains("errorCodes", provider.WhyNoListing(Some.Code("127.0.1.255")), StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_its_own_error_codes_among_others_spoils_the_whole_answer() =>
        Assert.Equal((ProviderOutcome.Refused, Some.Code("127.0.0.9")), Judge("\"anyMatch\": true, \"errorCodes\": [ \"127.0.0.9\" ]", ProviderKind.Block, "127.0.0.2", "127.0.0.9"));

    private static (ProviderOutcome Outcome, uint Code) Judge(string rule, ProviderKind kind, params string[] codes)
    {
        var answer = Provider(rule, kind).Judge(DnsAnswer.WithAddresses([.. codes.Select(Some.Code)]));
        return (answer.Outcome, answer.Code);
    }

    private static Provider Provider(string rule, ProviderKind kind) => new(Some.Provider("\"name\": \"a\", \"lookupDomain\": \"a.test\", " + rule), kind, 1);
}
