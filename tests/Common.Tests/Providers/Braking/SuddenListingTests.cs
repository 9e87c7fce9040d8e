using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Providers;
using IpBlock.Providers.Braking;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Providers.Braking;

public sealed class SuddenListingTests
{
    private const ProviderOutcome Listed = ProviderOutcome.Matched;
    private const ProviderOutcome Passed = ProviderOutcome.NotListed;

    private readonly FakeClock _clock = new();
    private readonly List<string> _moves = [];
    private readonly SuddenListing _brakes;
    private Provider[] _lists;

    public SuddenListingTests()
    {
        _brakes = new SuddenListing(_clock, (provider, move) => _moves.Add(provider.Name + " " + move), seed: 42);
        _lists = [List("bad"), List("other")];
    }

    [Fact]
    public void A_list_that_begins_to_list_clients_in_good_standing_is_braked()
    {
        EverybodyComesForDays(10);
        for (var i = 0; i < 7; i++)
            Saw(Regular(i), Listed, Passed);
        Assert.Equal(["bad Pulled"], _moves);
        Assert.Equal(7, _lists[0].Health.Braking.Networks);
    }

    // Of twenty regulars the list turns on one after the other, and the rest come and come: what counts is that they passed today, not how often.
    [Fact]
    public void Clients_that_come_all_day_do_not_hide_those_that_are_listed()
    {
        EverybodyComesForDays(10);
        for (var i = 0; i < 8; i++)
        {
            Saw(Regular(i), Listed, Passed);
            for (var hour = 0; hour < 3; hour++)
            {
                _clock.Advance(TimeSpan.FromHours(1));
                for (var other = 10; other < 20; other++)
                    Saw(Regular(other), Passed, Passed);
            }
        }

        Assert.Equal(["bad Pulled"], _moves);
    }

    [Fact]
    public void Strangers_pull_nothing_however_many_they_are()
    {
        EverybodyComesForDays(10);
        for (var i = 0; i < 200; i++)
            Saw(Some.Client($"198.{i >> 8}.{i & 255}.1"), Listed, Passed);
        Assert.Empty(_moves);
    }

    [Fact]
    public void Clients_that_come_again_at_once_count_once()
    {
        EverybodyComesForDays(10);
        for (var i = 0; i < 600; i++)
            Saw(Regular(i % 5), Listed, Passed);
        Assert.Equal(5, _lists[0].Health.Braking.Networks);
        Assert.Empty(_moves);
    }

    [Fact]
    public void What_two_lists_say_counts_half_against_each()
    {
        EverybodyComesForDays(10);
        for (var i = 0; i < 13; i++)
            Saw(Regular(i), Listed, Listed);
        Assert.Empty(_moves);
        Saw(Regular(13), Listed, Listed);
        Assert.Equal(["bad Pulled", "other Pulled"], _moves);
    }

    [Fact]
    public void An_allow_list_confirms_nothing_and_is_not_watched()
    {
        _lists = [List("bad"), List("good", kind: ProviderKind.Allow)];
        EverybodyComesForDays(10);
        for (var i = 0; i < 7; i++)
            Saw(Regular(i), Listed, Listed);
        Assert.Equal(["bad Pulled"], _moves);
    }

    [Theory]
    [InlineData("\"brake\": \"never\"")]
    [InlineData("\"mode\": \"report\"")]
    public void A_list_that_is_not_to_be_braked_or_refuses_nobody_is_not_watched(string more)
    {
        _lists = [List("bad", more), List("other")];
        EverybodyComesForDays(10);
        for (var i = 0; i < 20; i++)
            Saw(Regular(i), Listed, Passed);
        Assert.Empty(_moves);
    }

    [Theory]
    [InlineData(6.9, 0)]
    [InlineData(7.0, 1)]
    public void A_new_list_is_not_watched_for_a_week(double days, int moves)
    {
        EverybodyComesForDays(10);
        _lists[0].Health.InUseSince = _clock.UtcNow - TimeSpan.FromDays(days);
        for (var i = 0; i < 7; i++)
            Saw(Regular(i), Listed, Passed);
        Assert.Equal(moves, _moves.Count);
    }

    [Fact]
    public void A_list_that_is_in_use_since_a_day_to_come_is_watched_a_week_after_the_clock_was_set_right()
    {
        _lists[0].Health.InUseSince = _clock.UtcNow.AddYears(1);
        EverybodyComesForDays(10);
        for (var i = 0; i < 7; i++)
            Saw(Regular(i), Listed, Passed);
        Assert.Single(_moves);
    }

    [Fact]
    public void A_list_that_is_in_use_since_nobody_knows_when_is_not_watched()
    {
        EverybodyComesForDays(10);
        _lists[0].Health.InUseSince = default;
        for (var i = 0; i < 7; i++)
            Saw(Regular(i), Listed, Passed);
        Assert.Empty(_moves);
    }

    [Theory]
    [InlineData(ProviderOutcome.Late)]
    [InlineData(ProviderOutcome.Refused)]
    [InlineData(ProviderOutcome.NotReached)]
    public void Nobody_comes_into_good_standing_while_no_list_says_anything(ProviderOutcome outcome)
    {
        EverybodyComesForDays(10, outcome);
        Assert.Empty(_brakes.Regulars.Entries());
        EverybodyComesForDays(10, null);
        Assert.Empty(_brakes.Regulars.Entries());
    }

    [Fact]
    public void Who_was_refused_has_to_earn_his_standing_again()
    {
        EverybodyComesForDays(10);
        for (var i = 0; i < 5; i++)
            Saw(Regular(i), Listed, Passed);
        Assert.All(Enumerable.Range(0, 5), i => Assert.False(_brakes.Regulars.IsRegular(ClientKey.Of(Regular(i), 42), Today)));
        NextDay();
        for (var i = 0; i < 5; i++)
            Saw(Regular(i), Listed, Passed);
        Assert.Equal(5, _lists[0].Health.Braking.Networks);
        Assert.Empty(_moves);
    }

    [Fact]
    public void Who_is_refused_by_his_name_never_comes_into_good_standing()
    {
        for (var day = 0; day < 10; day++)
        {
            for (var i = 0; i < 20; i++)
            {
                Saw(Regular(i), Passed, Passed);
                _brakes.Refused(Regular(i));
            }

            NextDay();
        }

        for (var i = 0; i < 20; i++)
            Saw(Regular(i), Listed, Passed);
        Assert.Empty(_moves);
    }

    [Fact]
    public void Who_was_refused_by_mistake_is_in_good_standing_again_when_the_brake_is_pulled()
    {
        EverybodyComesForDays(10);
        for (var i = 0; i < 7; i++)
            Saw(Regular(i), Listed, Passed);
        Assert.Equal(["bad Pulled"], _moves);
        _lists[0].Health.Brake(braked: true, _clock.UtcNow, "");
        Saw(Regular(7), Passed, Passed);
        NextDay();

        // Were they strangers now, the other list could list them and nobody would mind.
        for (var i = 0; i < 7; i++)
            Saw(Regular(i), Passed, Listed);
        Assert.Equal(["bad Pulled", "bad Released", "other Pulled"], _moves);
    }

    [Fact]
    public void A_braked_list_takes_nobodys_standing()
    {
        EverybodyComesForDays(10);
        _lists[0].Health.Brake(braked: true, _clock.UtcNow, "");
        for (var i = 0; i < 20; i++)
            Saw(Regular(i), Listed, Passed);
        Assert.All(Enumerable.Range(0, 20), i => Assert.True(_brakes.Regulars.IsRegular(ClientKey.Of(Regular(i), 42), Today)));
    }

    [Fact]
    public void Clients_for_whom_others_vouch_are_in_good_standing_here_as_well()
    {
        var others = new Others();
        _brakes.Shared = others;
        _clock.Advance(TimeSpan.FromDays(10));
        for (var i = 0; i < 6; i++)
            others.VouchedFor.Add(Regular(i));
        for (var i = 0; i < 7; i++)
            Saw(Regular(i), Listed, Passed);
        Assert.Empty(_moves);
        others.VouchedFor.Add(Regular(7));
        Saw(Regular(7), Listed, Passed);
        Assert.Equal(["bad Pulled"], _moves);
        Assert.Empty(others.Told);
    }

    [Fact]
    public void Others_hear_of_regulars_that_pass_and_of_those_that_are_refused_for_good_reason()
    {
        EverybodyComesForDays(10);
        var others = new Others();
        _brakes.Shared = others;
        Saw(Some.Client("198.51.100.1"), Passed, Passed);
        Saw(Regular(1), Passed, Passed);
        Saw(Regular(2), Listed, Passed);
        Saw(Regular(3), Listed, Listed);
        _brakes.Refused(Regular(1));
        _brakes.Refused(Some.Client("198.51.100.1"));
        Assert.Equal(["vouch 10.0.1.1", "withdraw 10.0.3.1", "withdraw 10.0.1.1"], others.Told);
    }

    [Theory]
    [InlineData(ProviderOutcome.Late)]
    [InlineData(ProviderOutcome.Refused)]
    [InlineData(ProviderOutcome.NotReached)]
    [InlineData(null)]
    public void Others_hear_nothing_of_a_regular_about_whom_no_list_says_anything(ProviderOutcome? outcome)
    {
        EverybodyComesForDays(10);
        var others = new Others();
        _brakes.Shared = others;
        Saw(Regular(1), outcome, outcome);
        Assert.Empty(others.Told);
    }

    private sealed class Others : ISharedStanding
    {
        public HashSet<Address> VouchedFor { get; } = [];

        public List<string> Told { get; } = [];

        public bool IsVouchedFor(Address client) => VouchedFor.Contains(client);

        public void Vouch(Address client) => Told.Add("vouch " + client);

        public void Withdraw(Address client) => Told.Add("withdraw " + client);
    }

    private int Today => (int)(_clock.UtcNow - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalDays;

    private void EverybodyComesForDays(int days, ProviderOutcome? outcome = Passed)
    {
        for (var day = 0; day < days; day++)
        {
            for (var i = 0; i < 20; i++)
                Saw(Regular(i), outcome, outcome);
            NextDay();
        }
    }

    private void NextDay() => _clock.Advance(TimeSpan.FromDays(1));

    private void Saw(Address client, params ProviderOutcome?[] outcomes) => _brakes.Saw(client, _lists, outcomes);

    private static Address Regular(int i) => Some.Client($"10.0.{i}.1");

    private Provider List(string name, string more = "", ProviderKind kind = ProviderKind.Block)
    {
        var key = kind == ProviderKind.Block ? "blockProviders" : "allowProviders";
        var settings = Some.Settings("{ \"" + key + "\": [ { \"name\": \"" + name + "\", \"lookupDomain\": \"" + name + ".test\", \"anyMatch\": true" + (more.Length > 0 ? ", " + more : "") + " } ] }");
        var health = new ProviderHealth { InUseSince = _clock.UtcNow };
        return new Provider((kind == ProviderKind.Block ? settings.BlockProviders : settings.AllowProviders)[0], kind, 1, health);
    }
}
