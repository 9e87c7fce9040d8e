using System.Threading.Tasks;
using IpBlock.Filtering;
using Xunit;

namespace IpBlock.Tests.Filtering;

public sealed class DnswlOverQuotaTests
{
    // As six public postscreen configurations have it, without any watch over the list's health.
    [Theory]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.[0..255].[2..3]\" ]")]
    [InlineData("\"ipAddressesMatch\": [ \"127.0.10.3\" ]")]
    [InlineData("\"anyMatch\": true")]
    public async Task The_first_client_is_refused_already_when_the_allow_list_says_high_trust_to_everybody(string rule)
    {
        var test = new FilterUnderTest($$"""
            { "allowProviders": [ { "name": "dnswl", "lookupDomain": "list.dnswl.org", {{rule}} } ], "blockProviders": [ {{Some.List("one")}} ], "health": { "enabled": false } }
            """);
        test.Lists.Lists("list.dnswl.org", "192.0.2.1", "127.0.10.3").Lists("one.test", "192.0.2.1", "127.0.0.2");
        for (var i = 0; i < 3; i++)
        {
            var verdict = await test.EvaluateAsync();
            Assert.Equal((VerdictAction.Reject, VerdictRule.BlockProvider), (verdict.Action, verdict.Rule));
        }
    }
}
