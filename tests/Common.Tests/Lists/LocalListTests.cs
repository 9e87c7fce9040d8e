using System;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Tests.Filtering;
using Xunit;

namespace IpBlock.Tests.Lists;

public sealed class LocalListTests
{
    [Fact]
    public async Task One_entry_of_the_block_list_refuses_and_nobody_is_asked()
    {
        var test = new FilterUnderTest("""{ "blockList": [ { "address": "192.0.2.0/24", "comment": "attacks" } ], "blockProviders": [ """ + Some.List("bl") + " ] }");

        var verdict = await test.EvaluateAsync();

        Assert.Equal((VerdictAction.Reject, VerdictRule.BlockList), (verdict.Action, verdict.Rule));
        Assert.Equal("550 5.7.1 192.0.2.1 has been blocked by connection filter rule IP Block list", verdict.Reply!.ToString());
        Assert.Equal("attacks", verdict.Entry!.Comment);
        Assert.Empty(test.Lists.Queries);
    }

    [Fact]
    public async Task The_reply_of_the_block_list_is_the_administrators()
    {
        var test = new FilterUnderTest("""{ "blockList": [ "192.0.2.1" ], "blockListResponse": "{0} is on our %1, 100%%%3" }""");

        Assert.Equal("192.0.2.1 is on our IP Block list, 100%", (await test.EvaluateAsync()).Reply!.Text);
    }

    [Fact]
    public async Task The_allow_list_outweighs_the_block_list_and_the_providers()
    {
        var test = new FilterUnderTest("""{ "allowList": [ "192.0.2.1" ], "blockList": [ "192.0.2.0/24" ], "blockProviders": [ """ + Some.List("bl") + " ] }");
        test.Lists.Lists("bl.test", "192.0.2.1", "127.0.0.2");

        Assert.Equal(VerdictRule.AllowList, (await test.EvaluateAsync()).Rule);
        Assert.Equal(VerdictRule.BlockList, (await test.EvaluateAsync("192.0.2.2")).Rule);
    }

    [Fact]
    public async Task An_entry_holds_until_the_tick_at_which_it_expires()
    {
        var test = new FilterUnderTest("""{ "blockList": [ { "address": "192.0.2.1", "expires": "2030-01-01T00:00:00Z" } ] }""");
        var end = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        test.Clock.SetUtcNow(end.AddTicks(-1));
        Assert.Equal(VerdictRule.BlockList, (await test.EvaluateAsync()).Rule);
        test.Clock.SetUtcNow(end);
        Assert.Equal(VerdictRule.None, (await test.EvaluateAsync()).Rule);
    }

    [Fact]
    public async Task A_verified_host_name_exempts_from_the_local_block_list_too()
    {
        var test = new FilterUnderTest("""{ "blockList": [ "192.0.2.0/24" ], "exceptions": { "clients": [ "*.partner.example" ] } }""");
        test.Lists.Reverse("192.0.2.1", "mail.partner.example").Host("mail.partner.example", "192.0.2.1").Reverse("192.0.2.2", "mail.partner.example");

        Assert.Equal(VerdictRule.ClientException, (await test.EvaluateAsync("192.0.2.1")).Rule);
        Assert.Equal(VerdictRule.BlockList, (await test.EvaluateAsync("192.0.2.2")).Rule);
    }

    [Fact]
    public async Task IPv6_and_mapped_addresses_are_found()
    {
        var test = new FilterUnderTest("""{ "blockList": [ "2001:db8::/32", "198.51.100.7" ] }""");

        Assert.Equal(VerdictRule.BlockList, (await test.EvaluateAsync("2001:db8:ffff::1")).Rule);
        Assert.Equal(VerdictRule.BlockList, (await test.EvaluateAsync("::ffff:198.51.100.7")).Rule);
        Assert.Equal(VerdictRule.None, (await test.EvaluateAsync("2001:db9::1")).Rule);
    }
}
