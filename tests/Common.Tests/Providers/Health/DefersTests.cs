using System;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

/// <summary>For how long a list's silence is to defer clients, where the settings want that.</summary>
public sealed class DefersTests : IDisposable
{
    private readonly HealthUnderTest _test = new(Some.List("one"), Some.List("two"));

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_list_that_has_just_fallen_silent_is_expected_back_for_an_hour()
    {
        _test.Start();
        _test.World.Silent("one.test");
        Kill(ProviderOutcome.Late);
        Assert.Equal((HealthState.Silent, true, false), (_test.State("one"), _test["one"].Health.Defers, _test["two"].Health.Defers));
        _test.Pass(3500);
        Assert.True(_test["one"].Health.Defers);
        _test.Pass(110);
        Assert.False(_test["one"].Health.Defers);
    }

    [Fact]
    public void So_is_one_that_the_name_servers_refuse_to_ask()
    {
        _test.Start();
        _test.World.Fails("one.test", DnsStatus.Refused);
        _test["one"].Health.Saw(ProviderAnswer.None(_test["one"], ProviderOutcome.Failed), Some.Client("192.0.2.1"), TimeSpan.Zero);
        Kill(ProviderOutcome.Failed);
        Assert.True(_test["one"].Health.Defers);
    }

    [Fact]
    public void One_that_refuses_with_a_code_or_lists_the_world_is_not()
    {
        _test.Start();
        _test.World.Always("one.test", "127.255.255.254");
        Kill(ProviderOutcome.Refused);
        Assert.Equal((HealthState.Refused, false), (_test.State("one"), _test["one"].Health.Defers));
        _test.World.Always("two.test", "127.0.0.2");
        _test.Until(() => _test["two"].Health.IsSuspended, 2000);
        Assert.Equal((HealthState.ListsWorld, false), (_test.State("two"), _test["two"].Health.Defers));
    }

    [Fact]
    public void While_no_list_can_be_asked_all_are_and_then_none()
    {
        _test.Start();
        _test.World.Outage = DnsStatus.TimedOut;
        _test.Answers("one", ProviderOutcome.Late, 4);
        _test.Answers("two", ProviderOutcome.Late, 4);
        _test.Until(() => _test.Watch.IsCutOff, 20);
        _test.Pass(1);
        Assert.All(new[] { "one", "two" }, name => Assert.True(_test[name].Health is { Defers: true, IsCutOff: true, IsSuspended: true }, name));
        _test.World.Outage = null;
        _test.Until(() => !_test.Watch.IsCutOff, 60);
        _test.Pass(1);
        Assert.All(new[] { "one", "two" }, name => Assert.False(_test[name].Health.Defers || _test[name].Health.IsCutOff || _test[name].Health.IsSuspended, name));
        Assert.Equal(["network down", "network back"], _test.Told);
    }

    [Fact]
    public void How_long_it_lasted_is_told_when_it_is_over()
    {
        _test.Start();
        _test.World.Silent("one.test");
        Kill(ProviderOutcome.Late);
        var fell = _test.Clock.UtcNow;
        _test.Pass(100);
        _test.World.Healthy("one.test", static _ => null);
        _test.Until(() => !_test["one"].Health.IsSuspended, 400);
        Assert.Equal(2, _test.Changes.Count);
        Assert.Equal((HealthState.Silent, HealthState.Healthy, "", TimeSpan.Zero), (_test.Changes[1].From, _test.Changes[1].Now.State, _test.Changes[1].Now.Raw, _test.Changes[0].Lasted));
        Assert.InRange((_test.Clock.UtcNow - fell - _test.Changes[1].Lasted).TotalSeconds, -3, 3);
    }

    private void Kill(ProviderOutcome outcome)
    {
        _test.Answers("one", outcome, 4);
        _test.Answers("two", ProviderOutcome.NotListed, 4);
        _test.Until(() => _test["one"].Health.IsSuspended, 20);
    }
}
