using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Testing.Dns;
using IpBlock.Tests.Filtering;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Exceptions;

public sealed class HostNameExceptionsTests
{
    private const string Client = FilterUnderTest.Client;
    private const string Settings = """
        { "blockProviders": [ { "name": "one", "lookupDomain": "one.test", "anyMatch": true } ], "exceptions": { "clients": [ "*.example.com" ] } }
        """;

    private readonly FilterUnderTest _test = new(Settings);

    public HostNameExceptionsTests() => _test.Lists.Lists("one.test", Client, "127.0.0.2");

    [Fact]
    public async Task A_listed_client_is_exempt_when_its_name_points_back_to_it()
    {
        _test.Lists.Reverse(Client, "mx.example.com").Host("mx.example.com", "203.0.113.9", Client);
        var verdict = await _test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.ClientException, "*.example.com"), (verdict.Action, verdict.Rule, verdict.Exception!.Client.ToString()));
        Assert.Null(verdict.Reply);
    }

    [Fact]
    public async Task A_name_that_points_elsewhere_exempts_nobody()
    {
        _test.Lists.Reverse(Client, "mx.example.com").Host("mx.example.com", "203.0.113.9");
        Assert.Equal(VerdictAction.Reject, (await _test.EvaluateAsync()).Action);
    }

    [Theory]
    [InlineData(DnsStatus.NoSuchName)]
    [InlineData(DnsStatus.TimedOut)]
    [InlineData(DnsStatus.ServerFailure)]
    public async Task A_name_that_is_not_found_exempts_nobody(DnsStatus status)
    {
        _test.Lists.Reverse(Client, "mx.example.com").Fails("example.com", status);
        Assert.Equal(VerdictAction.Reject, (await _test.EvaluateAsync()).Action);
    }

    [Fact]
    public async Task A_verified_name_of_somebody_else_exempts_nobody()
    {
        _test.Lists.Reverse(Client, "mx.example.com.evil.test").Host("mx.example.com.evil.test", Client);
        Assert.Equal(VerdictAction.Reject, (await _test.EvaluateAsync()).Action);
    }

    [Fact]
    public async Task The_second_of_several_names_counts_too_and_the_fifth_does_not()
    {
        _test.Lists.Reverse(Client, "other.test", "mx.example.com").Host("other.test", Client).Host("mx.example.com", Client);
        Assert.Equal(VerdictRule.ClientException, (await _test.EvaluateAsync()).Rule);

        var many = new FilterUnderTest(Settings);
        many.Lists.Lists("one.test", Client, "127.0.0.2").Reverse(Client, "a.test", "b.test", "c.test", "d.test", "mx.example.com").Host("mx.example.com", Client);
        Assert.Equal(VerdictRule.BlockProvider, (await many.EvaluateAsync()).Rule);
        Assert.DoesNotContain("A mx.example.com", many.Lists.Queries);
    }

    [Fact]
    public async Task An_IPv6_client_is_verified_by_its_IPv6_address()
    {
        const string V6 = "2001:db8::1";
        _test.Lists.Lists("one.test", V6, "127.0.0.2").Reverse(V6, "mx.example.com").Host("mx.example.com", Client, V6);
        Assert.Equal(VerdictRule.ClientException, (await _test.EvaluateAsync(V6)).Rule);
        Assert.Contains("Aaaa mx.example.com", _test.Lists.Queries);
    }

    [Fact]
    public async Task Nobody_s_name_is_looked_up_who_is_not_to_be_refused()
    {
        await _test.EvaluateAsync("192.0.2.77");
        Assert.DoesNotContain(_test.Lists.Queries, query => query.StartsWith("Ptr", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_would_be_deferred_can_be_exempt_by_name()
    {
        var test = new FilterUnderTest(Settings.Replace("{ \"blockProviders\"", "{ \"onFailure\": \"defer\", \"blockProviders\"", StringComparison.Ordinal));
        test.Lists.Fails("one.test", DnsStatus.ServerFailure).Reverse(Client, "mx.example.com").Host("mx.example.com", Client);
        Assert.Equal(VerdictRule.ClientException, (await test.EvaluateAsync()).Rule);
    }

    [Fact]
    public async Task A_name_exempts_up_to_the_tick_before_the_exception_expires()
    {
        var test = new FilterUnderTest(Settings.Replace("\"*.example.com\"", """{ "client": "*.example.com", "expires": "2026-06-01T00:00:00Z" }""", StringComparison.Ordinal));
        test.Lists.Lists("one.test", Client, "127.0.0.2").Reverse(Client, "mx.example.com").Host("mx.example.com", Client);
        var end = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        test.Clock.SetUtcNow(end.AddTicks(-1));
        Assert.Equal(VerdictRule.ClientException, (await test.EvaluateAsync()).Rule);
        test.Clock.SetUtcNow(end);
        Assert.Equal(VerdictRule.BlockProvider, (await test.EvaluateAsync()).Rule);
    }

    [Fact]
    public async Task Silent_reverse_zones_hold_a_refusal_up_no_longer_than_there_is_time_in_all()
    {
        _test.Lists.Reverse(Client, "a.test", "b.test", "c.test");
        _test.Lists.Delays("A a.test", 5).Delays("A b.test", 5).Delays("A c.test", 5);
        var verdict = _test.EvaluateAsync();
        // The three names are asked at the same time, and beside them the time that there is in all runs.
        await Some.UntilAsync(() => _test.Lists.Queries.Contains("A c.test") && _test.Clock.Waiting == 4, "the third name");
        _test.Clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(verdict.IsCompleted);
        _test.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(VerdictAction.Reject, (await verdict).Action);
        Assert.Equal(TimeSpan.FromSeconds(3), (await verdict).Took);
    }

    [Theory]
    [InlineData("MX.Example.COM")]
    [InlineData("mx.example.com.")]
    public async Task The_reverse_name_may_be_in_capitals_on_the_wire(string name)
    {
        await using var server = ScriptedDnsServer.Start();
        server.Zone("one.test").Lists(Client, "127.0.0.2");
        server.Reverse(Client, name);
        server.Name("mx.example.com").Address(Client);
        var clock = new FakeClock();
        using var resolver = new StubResolver(new DnsOptions { Servers = [server.EndPoint] }, clock);
        var filter = new ConnectionFilter(Some.Settings(Settings), resolver, clock);
        var verdict = await filter.EvaluateAsync(new FilterRequest(Some.Client(Client))).WaitAsync(Some.Patience);
        Assert.Equal(VerdictRule.ClientException, verdict.Rule);
    }
}
