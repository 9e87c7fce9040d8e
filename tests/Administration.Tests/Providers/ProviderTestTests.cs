using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Providers;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Settings;
using IpBlock.Tests;
using IpBlock.Tests.Dns;
using IpBlock.Tests.Time;
using Xunit;
using TestResult = IpBlock.Administration.Providers.TestResult;

namespace IpBlock.Administration.Tests.Providers;

/// <summary>Trying out a list by the test points of RFC 5782.</summary>
public sealed class ProviderTestTests
{
    private readonly FakeClock _clock = new();
    private readonly FakeResolver _lists;

    public ProviderTestTests() => _lists = new FakeResolver(_clock);

    [Fact]
    public async Task A_good_list_passes_every_point_of_the_families_it_is_asked_about()
    {
        _lists.Lists("bl.test", "127.0.0.2", "127.0.0.2").Explains("bl.test", "127.0.0.2", "test entry").Delays("A 2.0.0.127.bl.test", 0.25);
        var running = Test("\"ipv6\": false");
        _clock.Advance(TimeSpan.FromSeconds(0.25));
        var points = await running;
        Assert.Equal(["127.0.0.2", "127.0.0.1"], points.Select(point => point.Address));
        Assert.Equal(["2.0.0.127.bl.test", "1.0.0.127.bl.test"], points.Select(point => point.Question));
        Assert.Equal([true, false], points.Select(point => point.MustBeListed!.Value));
        Assert.All(points, point => Assert.Equal((TestResult.Passed, false), (point.Result, point.IsIPv6)));
        Assert.Equal((TimeSpan.FromSeconds(0.25), "test entry", TimeSpan.Zero, ""), (points[0].Took, points[0].Reason, points[1].Took, points[1].Reason));
        Assert.Equal(["Listed as 127.0.0.2, which matches the rule.", "Not listed, as required."], points.Select(point => point.InWords));
    }

    [Fact]
    public async Task The_points_of_IPv6_are_those_of_IPv4_mapped()
    {
        var points = await Test("");
        Assert.Equal(["127.0.0.2", "127.0.0.1", "::FFFF:7F00:2", "::FFFF:7F00:1"], points.Select(point => point.Address));
        Assert.Equal([false, false, true, true], points.Select(point => point.IsIPv6));
        Assert.Contains("A 2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.bl.test", _lists.Queries);
        Assert.Contains("A 1.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.bl.test", _lists.Queries);
        Assert.Equal([TestResult.Failed, TestResult.Passed, TestResult.Unsure, TestResult.Passed], points.Select(point => point.Result));
        Assert.StartsWith("Not listed, but every list must list this address", points[0].InWords, StringComparison.Ordinal);
        Assert.StartsWith("Not listed. Every list of IPv6 addresses should list this one: set ipv6 to false", points[2].InWords, StringComparison.Ordinal);
        Assert.Equal(["::FFFF:7F00:2", "::FFFF:7F00:1"], (await Test("\"ipv4\": false")).Select(point => point.Address));
    }

    [Fact]
    public async Task A_list_that_lists_the_world_fails()
    {
        _lists.Lists("bl.test", "127.0.0.1", "127.0.0.2", "127.0.0.3");
        var point = (await Test("\"ipv6\": false, \"returnCodes\": [ \"127.0.0.3: all and everybody\" ]"))[1];
        Assert.Equal((TestResult.Failed, "Listed as 127.0.0.2, 127.0.0.3 (all and everybody), but no list may list this address: it lists every address. Disable the provider."), (point.Result, point.InWords));
    }

    [Fact]
    public async Task A_list_that_refuses_fails_with_what_its_code_means()
    {
        _lists.Lists("bl.test", "127.0.0.2", "127.255.255.254");
        var point = (await Test("\"ipv6\": false"))[0];
        Assert.Equal(TestResult.Failed, point.Result);
        Assert.StartsWith("Answered 127.255.255.254, which is an error code and not a listing: ", point.InWords, StringComparison.Ordinal);
        Assert.EndsWith(".", point.InWords, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DnsStatus.TimedOut, "No answer in time. Try again. If the problem remains, the list is no longer in operation or cannot be reached.")]
    [InlineData(DnsStatus.ServerFailure, "The name servers returned no answer (ServerFailure). Check the name servers and the lookup domain.")]
    public async Task Of_a_list_that_says_nothing_nothing_is_known(DnsStatus status, string words)
    {
        _lists.Fails("bl.test", status);
        foreach (var point in await Test(""))
            Assert.Equal((TestResult.Unanswered, words), (point.Result, point.InWords));
    }

    [Fact]
    public async Task A_test_entry_under_a_code_of_its_own_is_as_good_as_any()
    {
        _lists.Lists("bl.test", "127.0.0.2", "127.0.0.9");
        var point = (await Test("\"ipv6\": false, \"anyMatch\": false, \"ipAddressesMatch\": [ \"127.0.0.4\" ]"))[0];
        Assert.Equal(TestResult.Passed, point.Result);
        Assert.Equal("Listed as 127.0.0.9, as required. The rule does not match it, which is correct if the list uses a separate code for its test entry.", point.InWords);
    }

    [Theory]
    [InlineData("192.0.2.1", "127.0.0.4", "Listed as 127.0.0.4, which matches the rule.")]
    [InlineData("192.0.2.1", "127.0.0.9", "Listed as 127.0.0.9, which does not match the rule.")]
    [InlineData("2001:db8::1", "127.0.0.4", "Listed as 127.0.0.4, which matches the rule.")]
    [InlineData("192.0.2.1", "", "Not listed.")]
    public async Task Any_other_address_can_be_asked_about_and_cannot_fail(string client, string code, string words)
    {
        if (code.Length > 0)
            _lists.Lists("bl.test", client, code).Explains("bl.test", client, "because");
        var point = await new ProviderTest(_lists, _clock).AskAsync(Provider("\"ipv6\": false, \"anyMatch\": false, \"ipAddressesMatch\": [ \"127.0.0.4\" ]"), Some.Client(client));
        Assert.Equal((client, (bool?)null, TestResult.Passed, words), (point.Address, point.MustBeListed, point.Result, point.InWords));
        Assert.Equal(code.Length > 0 ? "because" : "", point.Reason);
    }

    [Fact]
    public void It_needs_a_resolver_and_a_clock()
    {
        Assert.Throws<ArgumentNullException>(() => new ProviderTest(null!, _clock));
        Assert.Throws<ArgumentNullException>(() => new ProviderTest(_lists, null!));
    }

    [Theory]
    [InlineData("multi.surbl.org", "127.0.0.1")]
    [InlineData("bl.example.com", "127.0.0.1")]
    public async Task A_test_says_of_a_list_that_refuses_that_it_refuses_and_not_that_it_lists_the_world(string domain, string code)
    {
        var resolver = _lists.Lists(domain, "127.0.0.1", code).Lists(domain, "127.0.0.2", code);
        var points = await new ProviderTest(resolver, _clock).RunAsync(new Provider(Some.Provider($"\"name\": \"a\", \"lookupDomain\": \"{domain}\", \"anyMatch\": true, \"ipv6\": false"), ProviderKind.Block, 1));
        Assert.Equal(2, points.Count);
        Assert.All(points, point => Assert.Contains("your own", point.InWords, StringComparison.Ordinal));
    }

    private Task<IReadOnlyList<ProviderTestPoint>> Test(string more) => new ProviderTest(_lists, _clock).RunAsync(Provider(more)).WaitAsync(Some.Patience);

    private static Provider Provider(string more)
    {
        var rule = more.Contains("anyMatch", StringComparison.Ordinal) ? "" : "\"anyMatch\": true, ";
        return new(Some.Provider("\"name\": \"bl\", " + rule + "\"lookupDomain\": \"bl.test\"" + (more.Length > 0 ? ", " + more : "")), ProviderKind.Block, 1);
    }
}
