using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Providers;

public sealed class ZoneCodesTests
{
    private const string Any = "\"anyMatch\": true";

    private static readonly string[] Rules =
    [
        Any,
        "\"bitmaskMatch\": \"0.0.0.1\"",
        "\"bitmaskMatch\": \"0.255.255.255\"",
        "\"ipAddressesMatch\": [ \"127.0.[0..255].[2..3]\" ]",
        "\"ipAddressesMatch\": [ \"127.0.[2..254].[2;3]\" ]",
        "\"ipAddressesMatch\": [ \"127.0.0.0/16\" ]",
        "\"ipAddressesMatch\": [ \"127.0.1.255\", \"127.0.2.255\", \"127.0.0.1\" ]",
        "\"bitmaskMatch\": \"0.0.0.1\", \"ipAddressesMatch\": [ \"127.0.1.255\" ]",
    ];

    [Theory]
    [InlineData("127.0.10.3", "127.0.[0..255].[2..3]")]
    [InlineData("127.0.10.3", "127.0.[2..254].[2;3]")]
    [InlineData("127.0.10.3", "127.0.10.3")]
    [InlineData("127.0.10.1", "127.0.10.[0..255]")]
    [InlineData("127.0.10.255", "127.0.10.255")]
    [InlineData("127.0.0.255", "127.0.0.255")]
    public void Dnswl_over_quota_allows_nobody_whatever_the_rule(string code, string response)
    {
        foreach (var domain in new[] { "list.dnswl.org", "LIST.DNSWL.ORG.", "dwl.dnswl.org", "key.list.dnswl.org" })
        {
            Assert.Equal(ProviderOutcome.Refused, Judge(domain, ProviderKind.Allow, $"\"ipAddressesMatch\": [ \"{response}\" ]", code));
            Assert.Equal(ProviderOutcome.Refused, Judge(domain, ProviderKind.Allow, Any, code));
            Assert.Equal(ProviderOutcome.Refused, Judge(domain, ProviderKind.Allow, Any, "127.0.5.3", code));
        }
    }

    [Fact]
    public void The_test_entry_of_dnswl_is_one() =>
        Assert.Equal(ProviderOutcome.NotMatched, Judge("list.dnswl.org", ProviderKind.Allow, "\"ipAddressesMatch\": [ \"127.0.[2..254].[2;3]\" ]", "127.0.10.0"));

    [Theory]
    [InlineData("multi.surbl.org", "127.0.0.1", "\"bitmaskMatch\": \"0.0.0.1\"")]
    [InlineData("multi.uribl.com", "127.0.0.1", "\"ipAddressesMatch\": [ \"127.0.0.1\" ]")]
    [InlineData("zrd.spamhaus.org", "127.0.2.255", "\"ipAddressesMatch\": [ \"127.0.2.255\" ]")]
    [InlineData("dbl.spamhaus.org", "127.0.1.255", "\"ipAddressesMatch\": [ \"127.0.1.255\" ]")]
    [InlineData("key.zrd.dq.spamhaus.net", "127.0.2.255", "\"ipAddressesMatch\": [ \"127.0.2.255\" ]")]
    [InlineData("key.zen.dq.spamhaus.net", "127.255.255.254", Any)]
    [InlineData("bl.score.senderscore.com", "127.255.255.255", "\"bitmaskMatch\": \"0.0.0.31\"")]
    public void What_the_table_calls_an_error_is_one_also_where_a_provider_names_it(string domain, string code, string rule)
    {
        Assert.Equal(ProviderOutcome.Refused, Judge(domain, ProviderKind.Block, rule, code));
        Assert.Equal(ProviderOutcome.Refused, Judge(domain, ProviderKind.Allow, rule, code));
    }

    [Theory]
    [InlineData("iadb.isipp.com", ProviderKind.Allow, "127.0.1.255", "\"ipAddressesMatch\": [ \"127.0.[0..255].[0..255]\" ]", ProviderOutcome.Matched)]
    [InlineData("iadb2.isipp.com", ProviderKind.Allow, "127.0.1.255", Any, ProviderOutcome.Matched)]
    [InlineData("iadb.isipp.com", ProviderKind.Allow, "127.0.1.255", "\"ipAddressesMatch\": [ \"127.0.0.2\" ]", ProviderOutcome.NotMatched)]
    [InlineData("hostkarma.junkemailfilter.com", ProviderKind.Block, "127.0.0.1", Any, ProviderOutcome.NotMatched)]
    [InlineData("hostkarma.junkemailfilter.com", ProviderKind.Allow, "127.0.0.1", "\"ipAddressesMatch\": [ \"127.0.0.1\" ]", ProviderOutcome.Matched)]
    public void What_the_table_calls_a_listing_is_no_error(string domain, ProviderKind kind, string code, string rule, ProviderOutcome outcome) =>
        Assert.Equal(outcome, Judge(domain, kind, rule, code));

    [Theory]
    [InlineData("notdnswl.org")]
    [InlineData("list.dnswl.org.example.com")]
    [InlineData("dnswl.org.uk")]
    public void A_name_that_only_looks_like_a_zone_is_somebody_elses(string domain) =>
        Assert.Equal(ProviderOutcome.Matched, Judge(domain, ProviderKind.Allow, Any, "127.0.10.3"));

    [Theory]
    [InlineData("127.0.0.1", "\"ipAddressesMatch\": [ \"127.0.0.1\" ]", ProviderOutcome.Matched)]
    [InlineData("127.0.0.1", "\"ipAddressesMatch\": [ \"127.0.0.0/24\" ]", ProviderOutcome.Matched)]
    [InlineData("127.0.0.1", "\"bitmaskMatch\": \"0.0.0.1\"", ProviderOutcome.Matched)]
    [InlineData("127.0.0.1", "\"ipAddressesMatch\": [ \"127.0.0.2\" ]", ProviderOutcome.NotMatched)]
    [InlineData("127.0.0.1", Any, ProviderOutcome.Refused)]
    [InlineData("127.0.1.255", "\"ipAddressesMatch\": [ \"127.0.1.255\" ]", ProviderOutcome.Matched)]
    [InlineData("127.0.2.255", "\"ipAddressesMatch\": [ \"127.0.[2].255\" ]", ProviderOutcome.Matched)]
    [InlineData("127.0.1.255", "\"ipAddressesMatch\": [ \"127.0.1.0/24\" ]", ProviderOutcome.Refused)]
    [InlineData("127.0.2.255", "\"bitmaskMatch\": \"0.0.2.0\"", ProviderOutcome.Refused)]
    public void Elsewhere_it_takes_a_providers_own_word(string code, string rule, ProviderOutcome outcome) =>
        Assert.Equal(outcome, Judge("bl.example.com", ProviderKind.Block, rule, code));

    [Fact]
    public void An_allow_list_may_mean_good_senders_by_127_0_0_1() =>
        Assert.Equal(ProviderOutcome.Matched, Judge("wl.example.com", ProviderKind.Allow, Any, "127.0.0.1"));

    // The rule in the words of the manual, read code by code.
    [Fact]
    public void No_error_is_ever_a_match_and_no_other_code_is_an_error()
    {
        string[] domains = ["list.dnswl.org", "multi.surbl.org", "multi.uribl.com", "key.zen.dq.spamhaus.net", "zrd.spamhaus.org", "iadb.isipp.com", "score.senderscore.com", "bl.example.com"];
        var octet = Gen.Elements(0, 0, 1, 2, 3, 10, 255);
        var code = from first in Gen.Frequency((9, Gen.Constant(127)), (1, Gen.Choose(0, 255))) from b in Gen.Elements(0, 0, 0, 255) from c in octet from d in octet select (uint)(first << 24 | b << 16 | c << 8 | d);
        var gen = from domain in Gen.Elements(domains) from rule in Gen.Elements(Rules) from isAllow in Gen.Elements(true, false) from codes in code.NonEmptyListOf() select (domain, rule, isAllow, codes);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(gen.ToArbitrary(), sample =>
        {
            var kind = sample.isAllow ? ProviderKind.Allow : ProviderKind.Block;
            var outcome = Provider(sample.domain, kind, sample.rule).Judge(DnsAnswer.WithAddresses([.. sample.codes])).Outcome;
            return (outcome == ProviderOutcome.Refused) == sample.codes.Any(one => IsError(sample.domain, kind, sample.rule, one));
        }));
    }

    private static bool IsError(string domain, ProviderKind kind, string rule, uint code)
    {
        var text = new ReturnCode(code).ToString();
        if (code >> 24 != 127 || text.StartsWith("127.255.255.", StringComparison.Ordinal))
            return true;
        var isTable = true;
        var inTable = domain switch
        {
            "list.dnswl.org" => text is "127.0.0.255" || (text.StartsWith("127.0.10.", StringComparison.Ordinal) && text is not "127.0.10.0"),
            "multi.surbl.org" or "multi.uribl.com" => text is "127.0.0.1",
            "key.zen.dq.spamhaus.net" or "zrd.spamhaus.org" => text is "127.0.1.255" or "127.0.2.255",
            _ => isTable = false,
        };
        if (isTable && inTable)
            return true;
        if ((domain, text) is ("iadb.isipp.com", "127.0.1.255"))
            return false;
        if (text is "127.0.1.255" or "127.0.2.255")
            return !rule.Contains($"\"{text}\"", StringComparison.Ordinal);
        return (kind == ProviderKind.Allow && text is "127.0.0.255") || (kind == ProviderKind.Block && rule == Any && text is "127.0.0.1");
    }

    private static ProviderOutcome Judge(string domain, ProviderKind kind, string rule, params string[] codes) =>
        Provider(domain, kind, rule).Judge(DnsAnswer.WithAddresses([.. codes.Select(Some.Code)])).Outcome;

    private static Provider Provider(string domain, ProviderKind kind, string rule) => new(Some.Provider($"\"name\": \"a\", \"lookupDomain\": \"{domain}\", {rule}"), kind, 1);
}
