using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Filtering;
using Xunit;

namespace IpBlock.Tests.Filtering;

public sealed class PriorityTests
{
    private const string Client = FilterUnderTest.Client;

    [Fact]
    public async Task The_first_in_order_decides_though_a_later_one_answers_sooner()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one"), Some.List("two"));
        test.Lists.Lists("one.test", Client, "127.0.0.2").Delays("one.test", 1.5).Lists("two.test", Client, "127.0.0.3");
        var verdict = test.EvaluateAsync();
        await test.PassAsync(1.4);
        Assert.False(verdict.IsCompleted);
        await test.PassAsync(0.1);
        Assert.Equal("one", (await verdict).ProviderName);
        Assert.Equal(Some.Code("127.0.0.2"), (await verdict).Answer!.Value.Code);
        Assert.False((await verdict).IsPartial);
        Assert.Equal(TimeSpan.FromSeconds(1.5), (await verdict).Took);
    }

    [Fact]
    public async Task A_match_waits_for_the_providers_below_it_no_longer_than_a_moment()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("none"), Some.List("one"), Some.List("dead"));
        test.Lists.Lists("one.test", Client, "127.0.0.2").Silent("dead.test");
        var evaluation = test.EvaluateAsync();
        await test.PassAsync(0.1);
        var verdict = await evaluation;
        Assert.Equal("one", verdict.ProviderName);
        Assert.False(verdict.IsPartial);
        Assert.Empty(test.Partial);
    }

    [Fact]
    public async Task A_lower_match_waits_for_a_higher_provider_no_longer_than_its_time_out()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("dead"), Some.List("two"));
        test.Lists.Silent("dead.test").Lists("two.test", Client, "127.0.0.2");
        var verdict = test.EvaluateAsync();
        await test.PassAsync(1.999);
        Assert.False(verdict.IsCompleted);
        await test.PassAsync(0.001);
        Assert.Equal("two", (await verdict).ProviderName);
        Assert.Equal("dead", Assert.Single((await verdict).Missing).Provider.Name);
        Assert.Equal(TimeSpan.FromSeconds(2), (await verdict).Took);
        Assert.Same(await verdict, Assert.Single(test.Partial));
    }

    [Fact]
    public async Task The_wait_is_that_for_the_slowest_list_and_not_the_sum()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one"), Some.List("two"), Some.List("three"));
        test.Lists.Delays("one.test", 1).Delays("two.test", 1).Delays("three.test", 1).Lists("three.test", Client, "127.0.0.2");
        var verdict = test.EvaluateAsync();
        Assert.Equal(3, test.Lists.Queries.Count);
        await test.PassAsync(1);
        Assert.Equal("three", (await verdict).ProviderName);
    }

    [Fact]
    public async Task A_disabled_provider_is_not_asked_and_the_next_one_keeps_its_place()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("off", "\"anyMatch\": true, \"enabled\": false"), Some.List("on"));
        test.Lists.Lists("off.test", Client, "127.0.0.2").Lists("on.test", Client, "127.0.0.2");
        var verdict = await test.EvaluateAsync();
        Assert.Equal("on", verdict.ProviderName);
        Assert.Equal(2, verdict.Answer!.Value.Provider.Priority);
        Assert.Equal(0, test.Lists.CountUnder("off.test"));
    }

    [Fact]
    public async Task An_allow_list_is_heard_before_every_block_list_even_when_it_answers_last()
    {
        var test = new FilterUnderTest($$"""{ "blockProviders": [ {{Some.List("black")}} ], "allowProviders": [ {{Some.List("empty")}}, {{Some.List("white")}} ] }""");
        test.Lists.Lists("black.test", Client, "127.0.0.2").Lists("white.test", Client, "127.0.0.2").Delays("white.test", 1);
        var verdict = test.EvaluateAsync();
        await test.PassAsync(1);
        Assert.Equal((VerdictAction.Accept, VerdictRule.AllowProvider, "white"), ((await verdict).Action, (await verdict).Rule, (await verdict).ProviderName));
        Assert.Null((await verdict).Reply);
    }

    [Fact]
    public async Task Without_an_entry_in_the_allow_list_the_block_list_decides()
    {
        var test = new FilterUnderTest($$"""{ "blockProviders": [ {{Some.List("black")}} ], "allowProviders": [ {{Some.List("white")}} ] }""");
        test.Lists.Lists("black.test", Client, "127.0.0.2");
        Assert.Equal(VerdictRule.BlockProvider, (await test.EvaluateAsync()).Rule);
    }

    [Fact]
    public async Task Sequential_lookup_asks_in_turn_and_no_further_after_a_match()
    {
        var test = new FilterUnderTest($$"""{ "lookup": "sequential", "blockProviders": [ {{Some.List("one")}}, {{Some.List("two")}}, {{Some.List("three")}} ] }""");
        test.Lists.Lists("two.test", Client, "127.0.0.2").Lists("three.test", Client, "127.0.0.2").Delays("one.test", 1);
        var verdict = test.EvaluateAsync();
        Assert.Equal(["A 1.2.0.192.one.test"], test.Lists.Queries);
        await test.PassAsync(1);
        Assert.Equal("two", (await verdict).ProviderName);
        Assert.Equal(["A 1.2.0.192.one.test", "A 1.2.0.192.two.test"], test.Lists.Queries);
    }

    [Theory]
    [InlineData("192.0.2.1", "four", "both")]
    [InlineData("::ffff:192.0.2.1", "four", "both")]
    [InlineData("2001:db8::1", "six", "both")]
    public async Task A_list_of_one_address_family_is_asked_about_that_family_alone(string client, params string[] asked)
    {
        foreach (var lookup in new[] { "parallel", "sequential" })
        {
            var test = new FilterUnderTest($$"""
                { "lookup": "{{lookup}}", "blockProviders": [
                  {{Some.List("four", "\"anyMatch\": true, \"ipv6\": false")}}, {{Some.List("six", "\"anyMatch\": true, \"ipv4\": false")}}, {{Some.List("both")}} ] }
                """);
            await test.EvaluateAsync(client);
            Assert.Equal(asked.Length, test.Lists.Queries.Count);
            Assert.All(asked, name => Assert.Equal(1, test.Lists.CountUnder(name + ".test")));
        }
    }

    [Theory]
    [InlineData("192.0.2.1", "A 1.2.0.192.one.test")]
    [InlineData("::ffff:192.0.2.1", "A 1.2.0.192.one.test")]
    [InlineData("2001:db8:a5::7", "A 7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.5.a.0.0.8.b.d.0.1.0.0.2.one.test")]
    public async Task The_question_is_the_reversed_address_under_the_lookup_domain(string client, string question)
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one"));
        await test.EvaluateAsync(client);
        Assert.Equal([question], test.Lists.Queries);
    }

    [Fact]
    public async Task A_list_that_refuses_us_is_passed_over()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one"), Some.List("two"));
        test.Lists.Lists("one.test", Client, "127.255.255.254").Lists("two.test", Client, "127.0.0.2");
        var verdict = await test.EvaluateAsync();
        Assert.Equal("two", verdict.ProviderName);
        Assert.Equal("one", Assert.Single(verdict.Missing).Provider.Name);
    }

    [Theory]
    [InlineData("192.0.2.1", VerdictRule.BlockProvider)]
    [InlineData("192.0.2.2", VerdictRule.None)]
    public async Task A_client_whose_answers_are_known_is_decided_by_a_look_into_the_cache(string client, VerdictRule rule)
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("one"), Some.List("two"));
        test.Lists.Lists("two.test", Client, "127.0.0.2");
        await test.EvaluateAsync(client);
        var asked = test.Lists.Asked;
        var again = test.Filter.EvaluateAsync(new FilterRequest(Some.Client(client)));
        Assert.True(again.IsCompletedSuccessfully);
        Assert.Equal(rule, (await again).Rule);
        Assert.Equal(asked, test.Lists.Asked);
    }

    [Fact]
    public async Task A_refusal_names_every_list_that_agrees_and_gives_no_reason_that_nobody_asked_for()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("none"), Some.List("one"), Some.List("dead"), Some.List("two"), Some.List("three"));
        test.Lists.Lists("one.test", Client, "127.0.0.2").Lists("two.test", Client, "127.0.0.2").Fails("dead.test", DnsStatus.ServerFailure).Delays("two.test", 0.05);
        var deciding = test.EvaluateAsync();
        await test.PassAsync(0.05);
        var verdict = await deciding;
        Assert.Equal(["one", "two"], verdict.Listed.Select(answer => answer.Provider.Name));
        Assert.Empty(verdict.Missing); // the silent one could not have changed it
        Assert.Equal("", verdict.Reason);
    }

    [Fact]
    public async Task A_filter_without_lists_accepts_at_once()
    {
        var test = new FilterUnderTest("{}");
        var verdict = await test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.None, false), (verdict.Action, verdict.Rule, verdict.IsPartial));
    }
}
