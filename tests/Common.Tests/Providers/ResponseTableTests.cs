using System;
using System.Linq;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Providers;

/// <summary>
/// The table of the old Exchange book: a list whose codes are 127.0.0.1 white, .2 black, .3 yellow, .4 brown and .5 neither, and what each kind of rule
/// makes of each.
/// </summary>
public sealed class ResponseTableTests
{
    private static readonly string[] Codes = ["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"];

    [Theory]
    //                                                                                                 white black yellow brown neither
    [InlineData("\"anyMatch\": true", /*                                                            */ "none any   any    any   any")]
    [InlineData("\"bitmaskMatch\": \"0.0.0.1\"", /*                                                 */ "mask -     mask   -     mask")]
    [InlineData("\"bitmaskMatch\": \"0.0.0.2\"", /*                                                 */ "-    mask  mask   -     -")]
    [InlineData("\"bitmaskMatch\": \"0.0.0.3\"", /*                                                 */ "mask mask  mask   -     mask")]
    [InlineData("\"bitmaskMatch\": \"0.0.0.4\"", /*                                                 */ "-    -     -      mask  mask")]
    [InlineData("\"bitmaskMatch\": \"127.0.0.1\"", /*                                               */ "mask -     mask   -     mask")]
    [InlineData("\"bitmaskMatch\": \"127.0.0.2\"", /*                                               */ "-    mask  mask   -     -")]
    [InlineData("\"bitmaskMatch\": \"127.0.0.3\"", /*                                               */ "mask mask  mask   -     mask")]
    [InlineData("\"bitmaskMatch\": \"127.0.0.4\"", /*                                               */ "-    -     -      mask  mask")]
    [InlineData("\"bitmaskMatch\": \"0.0.0.8\"", /*                                                 */ "-    -     -      -     -")]
    [InlineData("\"bitmaskMatch\": \"0.1.1.0\"", /*                                                 */ "-    -     -      -     -")]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.0.2\" ]", /*                                       */ "-    code  -      -     -")]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.0.1\", \"127.0.0.3\" ]", /*                        */ "code -     code   -     -")]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.0.[2..4]\" ]", /*                                  */ "-    code  code   code  -")]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.0.[1;4..5]\" ]", /*                                */ "code -     -      code  code")]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.0.2-127.0.0.4\" ]", /*                             */ "-    code  code   code  -")]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.0.2/31\" ]", /*                                    */ "-    code  code   -     -")]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.0.4/30\" ]", /*                                    */ "-    -     -      code  code")]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.0.0/24\" ]", /*                                    */ "code code  code   code  code")]
    [InlineData("\"bitmaskMatch\": \"0.0.0.4\", \"ipAddressesMatch\": [ \"127.0.0.1\" ]", /*        */ "code -     -      mask  mask")]
    [InlineData("\"bitmaskMatch\": \"0.0.0.1\", \"ipAddressesMatch\": [ \"127.0.0.[2..3]\" ]", /*   */ "mask code  mask   -     mask")]
    [InlineData("\"bitmaskMatch\": \"127.0.0.8\", \"ipAddressesMatch\": [ \"127.0.0.5\" ]", /*      */ "-    -     -      -     code")]
    public void Every_rule_meets_just_the_codes_of_the_table(string rule, string expected)
    {
        var provider = new Provider(Some.Provider("\"name\": \"Colours\", \"lookupDomain\": \"colours.test\", " + rule), ProviderKind.Block, 1);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Codes.Select(code => Outcome(provider, code)));
    }

    [Fact]
    public void The_masks_of_Exchange_2003_filter_what_its_documents_say()
    {
        var provider = new Provider(Some.Provider("\"name\": \"a\", \"lookupDomain\": \"a.test\", \"bitmaskMatch\": \"0.0.0.3\""), ProviderKind.Block, 1);
        Assert.All(["127.0.0.3", "127.0.0.5", "127.0.0.7", "127.0.0.9"], code => Assert.Equal("mask", Outcome(provider, code)));
    }

    private static string Outcome(Provider provider, string code)
    {
        var answer = provider.Judge(DnsAnswer.WithAddresses(Some.Code(code)));
        if (answer.Outcome == ProviderOutcome.Refused)
            return "none";
        Assert.Equal(answer.MatchedBy == MatchedBy.Nothing ? ProviderOutcome.NotMatched : ProviderOutcome.Matched, answer.Outcome);
        Assert.Equal(answer.MatchedBy == MatchedBy.Nothing ? 0 : Some.Code(code), answer.Code);
        return answer.MatchedBy switch
        {
            MatchedBy.AnyCode => "any",
            MatchedBy.BitMask => "mask",
            MatchedBy.Response => "code",
            _ => "-",
        };
    }
}
