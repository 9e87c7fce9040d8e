using System;
using System.Linq;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

/// <summary>The brake, as the watch pulls it, tells of it and remembers it.</summary>
public sealed class HealthWatchBrakeTests : IDisposable
{
    private HealthUnderTest _test = new(Some.List("one"), Some.List("two"));

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_list_that_turns_on_clients_in_good_standing_is_braked_and_told_with_examples()
    {
        Brake("one");
        Assert.Equal(["one braked"], _test.Told);
        Assert.True(_test["one"].Health.IsBraked);
        Assert.False(_test["two"].Health.IsBraked);
        Assert.Equal("it lists known good clients in 7 networks, whose mail was accepted here on several days; the most recent are 10.0.4.1, 10.0.5.1, 10.0.6.1", _test["one"].Health.BrakedWhy);
        Assert.Equal(_test.Clock.UtcNow, _test["one"].Health.BrakedSince!.Value, TimeSpan.FromSeconds(5));
        Assert.True(_test.Watch.IsChanged);
    }

    [Fact]
    public void It_is_released_when_enough_of_them_have_passed()
    {
        Brake("one");
        _test.Pass(1801);
        for (var i = 0; i < 60; i++)
            Saw(i, ProviderOutcome.NotListed, ProviderOutcome.NotListed);
        _test.Pass(1);
        Assert.Equal(["one braked", "one released"], _test.Told);
        Assert.Equal((false, "", (DateTimeOffset?)null), (_test["one"].Health.IsBraked, _test["one"].Health.BrakedWhy, _test["one"].Health.BrakedSince));
    }

    [Fact]
    public void A_list_that_is_only_to_be_reported_on_goes_on_refusing()
    {
        Use(new HealthUnderTest(Some.List("one", "\"anyMatch\": true, \"brake\": \"report\""), Some.List("two")));
        Brake("one");
        Assert.Equal(["one braked"], _test.Told);
        Assert.False(_test["one"].Health.IsBraked);
        Assert.NotNull(_test["one"].Health.BrakedSince);
    }

    [Fact]
    public void Brake_and_good_standing_outlive_a_restart()
    {
        Brake("one");
        var (since, why, memory, now) = (_test["one"].Health.BrakedSince, _test["one"].Health.BrakedWhy, _test.Watch.Remember(), _test.Clock.UtcNow);
        Assert.False(_test.Watch.IsChanged);
        Use(new HealthUnderTest(memory, "", Some.List("one"), Some.List("two")));
        _test.Clock.SetUtcNow(now);
        _test.Start();
        Assert.Equal((true, since, why), (_test["one"].Health.IsBraked, _test["one"].Health.BrakedSince, _test["one"].Health.BrakedWhy));
        Assert.False(_test["two"].Health.IsBraked);
        for (var i = 20; i < 27; i++)
            Saw(i, ProviderOutcome.NotListed, ProviderOutcome.Matched);
        _test.Pass(1);
        Assert.Equal(["two braked"], _test.Told);
    }

    [Fact]
    public void Lists_that_the_settings_have_dropped_stay_in_the_memory()
    {
        Brake("one");
        Use(new HealthUnderTest(_test.Watch.Remember(), "", Some.List("two"), Some.List("three")));
        var kept = _test.Start().Watch.Remember().Lists.Select(list => list.Name).ToList();
        Assert.Equal(["one", "three", "two"], kept.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Where_nobody_is_to_watch_nothing_is_braked_and_what_is_braked_or_suspended_comes_free()
    {
        Brake("one");
        _test.World.Silent("two.test");
        _test.Answers("two", ProviderOutcome.Late, 4);
        _test.Answers("one", ProviderOutcome.NotListed, 4);
        _test.Until(() => _test["two"].Health.IsSuspended, 20);
        _test.Watch.Use([_test["one"], _test["two"]], Some.Settings("{}"), null, []);
        Assert.False(_test["one"].Health.IsBraked || _test["two"].Health.IsSuspended || _test["two"].Health.Defers || _test["two"].Health.IsCutOff);
        Assert.Equal((HealthState.Healthy, (DateTimeOffset?)null), (_test.State("two"), _test["one"].Health.BrakedSince));

        Use(new HealthUnderTest(HealthMemory.Empty, "\"enabled\": false", Some.List("one"), Some.List("two")));
        Brake("one");
        Assert.Empty(_test.Told);
    }

    [Fact]
    public void After_a_change_of_the_rule_the_list_is_not_watched_for_a_week()
    {
        Use(new HealthUnderTest(Some.List("one"), Some.List("two")));
        LetEverybodyCome();
        var other = new Provider(Some.Provider("\"name\": \"one\", \"lookupDomain\": \"one.test\", \"ipAddressesMatch\": [ \"127.0.0.2\" ]"), IpBlock.Settings.ProviderKind.Block, 1, _test["one"].Health);
        var before = _test["one"].Health.InUseSince;
        _test.Use("one", "two");
        Assert.Equal(before, _test["one"].Health.InUseSince);
        _test.Watch.Use([], Some.Settings("{}"), _test.World, []);
        _test.Watch.Use([other, _test["two"]], Some.Settings("{}"), _test.World, []);
        Assert.Equal(_test.Clock.UtcNow, _test["one"].Health.InUseSince);
    }

    private void Use(HealthUnderTest test)
    {
        _test.Dispose();
        _test = test;
    }

    private void Brake(string name)
    {
        LetEverybodyCome();
        for (var i = 0; i < 7; i++)
            Saw(i, name == "one" ? ProviderOutcome.Matched : ProviderOutcome.NotListed, name == "two" ? ProviderOutcome.Matched : ProviderOutcome.NotListed);
        _test.Pass(1);
    }

    private void LetEverybodyCome()
    {
        _test.Start();
        for (var day = 0; day < 9; day++)
        {
            for (var i = 0; i < 60; i++)
                Saw(i, ProviderOutcome.NotListed, ProviderOutcome.NotListed);
            _test.Clock.SetUtcNow(_test.Clock.UtcNow.AddDays(1));
            _test.Pass(601);
        }
    }

    private void Saw(int client, params ProviderOutcome?[] outcomes) => _test.Watch.Heard(Some.Client($"10.0.{client}.1"), [_test["one"], _test["two"]], outcomes);
}
