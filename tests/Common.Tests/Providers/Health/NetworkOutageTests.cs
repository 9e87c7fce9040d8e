using System;
using System.Linq;
using IpBlock.Dns;
using IpBlock.Providers;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

/// <summary>When no list answers: whether the name servers and the line are to blame, or the lists.</summary>
public sealed class NetworkOutageTests : IDisposable
{
    private readonly HealthUnderTest _test = new(Some.List("one"), Some.List("two"), Some.List("three"));

    public void Dispose() => _test.Dispose();

    [Fact]
    public void When_all_are_silent_at_once_the_network_is_to_blame_and_no_list()
    {
        _test.Start();
        _test.World.Outage = DnsStatus.TimedOut;
        foreach (var name in new[] { "one", "two", "three" })
            _test.Answers(name, ProviderOutcome.Late, 4);
        Assert.InRange(_test.Until(() => _test.Told.Count > 0), 1, 10);
        Assert.True(_test["one"].Health.IsSuspended && _test["three"].Health.IsCutOff);
        _test.Pass(600);
        _test.World.Outage = null;
        Assert.InRange(_test.Until(() => !_test["one"].Health.IsSuspended), 1, 15);
        _test.Pass(3600);
        Assert.Equal(["network down", "network back"], _test.Told);
    }

    [Fact]
    public void Lists_that_are_silent_while_other_names_are_answered_are_to_blame_each_for_itself()
    {
        _test.Start();
        foreach (var name in new[] { "one", "two", "three" })
        {
            _test.World.Silent(name + ".test");
            _test.Answers(name, ProviderOutcome.Late, 4);
        }

        Assert.InRange(_test.Until(() => _test["one"].Health.IsSuspended && _test["three"].Health.IsSuspended), 1, 10);
        Assert.False(_test["one"].Health.IsCutOff);
        foreach (var name in new[] { "one", "two", "three" })
            _test.World.Healthy(name + ".test", static _ => null);
        Assert.InRange(_test.Until(() => new[] { "one", "two", "three" }.All(name => !_test[name].Health.IsSuspended)), 1, 10);
        Assert.DoesNotContain("network down", _test.Told);
    }

    [Fact]
    public void Name_servers_that_answer_only_what_they_know_are_told_of_as_such_and_the_way_is_found_open_within_seconds()
    {
        _test.Start();
        _test.World.LineDown = DnsStatus.TimedOut;
        foreach (var name in new[] { "one", "two", "three" })
            _test.Answers(name, ProviderOutcome.Late, 4);
        _test.Until(() => _test.Told.Count > 0);
        Assert.Contains("cache", _test.WhyDown, StringComparison.Ordinal);
        _test.Pass(60);
        _test.World.LineDown = null;
        Assert.InRange(_test.Until(() => !_test["one"].Health.IsSuspended), 1, 7);
        Assert.Equal(["network down", "network back"], _test.Told);
    }

    [Fact]
    public void Name_servers_that_know_the_lists_alone_and_refuse_all_else_are_not_down()
    {
        _test.Start();
        _test.World.Strangers = DnsStatus.Refused;
        foreach (var name in new[] { "one", "two", "three" })
        {
            _test.World.Silent(name + ".test");
            _test.Answers(name, ProviderOutcome.Late, 4);
        }

        _test.Pass(20);
        Assert.True(_test["one"].Health.IsSuspended);
        Assert.DoesNotContain("network down", _test.Told);
    }

    [Fact]
    public void When_one_of_the_silent_lists_comes_back_the_others_do_not_keep_it_cut_off()
    {
        _test.Start();
        _test.World.Outage = DnsStatus.TimedOut;
        foreach (var name in new[] { "one", "two", "three" })
            _test.Answers(name, ProviderOutcome.Late, 4);
        _test.Until(() => _test.Told.Count > 0);
        foreach (var name in new[] { "one", "two", "three" })
            _test.World.Silent(name + ".test");
        _test.World.Outage = null;
        _test.World.Healthy("three.test", static _ => null);
        Assert.InRange(_test.Until(() => !_test["three"].Health.IsSuspended), 1, 12);
        Assert.InRange(_test.Until(() => _test["one"].Health.IsSuspended && _test["two"].Health.IsSuspended), 0, 20);
        Assert.False(_test["one"].Health.IsCutOff);
    }

    [Fact]
    public void The_network_is_found_out_even_where_only_one_list_is_asked_about_clients()
    {
        _test.Start();
        _test.World.Outage = DnsStatus.TimedOut;
        _test.Answers("one", ProviderOutcome.Late, 4);
        Assert.InRange(_test.Until(() => _test.Told.Count > 0), 1, 10);
        Assert.Equal(["network down"], _test.Told);
    }

    [Theory]
    [InlineData(false, "one Silent")]
    [InlineData(true, "network down")]
    public void With_a_single_list_the_name_servers_are_asked_for_the_root(bool outage, string told)
    {
        using var test = new HealthUnderTest(Some.List("one"));
        test.Start();
        if (outage)
            test.World.Outage = DnsStatus.TimedOut;
        else
            test.World.Silent("one.test");
        test.Answers("one", ProviderOutcome.Late, 4);
        test.Pass(10);
        Assert.Equal([told], test.Told);
    }

    [Fact]
    public void Name_servers_that_refuse_this_machine_are_told_of_once()
    {
        _test.Start();
        _test.World.Outage = DnsStatus.Refused;
        foreach (var name in new[] { "one", "two", "three" })
            _test.Answers(name, ProviderOutcome.Failed, 4);
        _test.Pass(60);
        Assert.Equal(["network down"], _test.Told);
    }
}
