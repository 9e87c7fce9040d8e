using System;
using System.Globalization;
using IpBlock.Providers.Braking;
using Xunit;

namespace IpBlock.Tests.Providers.Braking;

public sealed class ListBrakeTests
{
    private readonly ListBrake _brake = new();
    private TimeSpan _now = TimeSpan.FromDays(30);
    private int _network;

    [Fact]
    public void Seven_regulars_of_seven_networks_in_a_row_pull_it()
    {
        for (var i = 0; i < 6; i++)
            Assert.Equal(BrakeMove.None, Listed());
        Assert.Equal(BrakeMove.Pulled, Listed());
        Assert.Equal(BrakeMove.None, Listed());
        Assert.Equal(["192.0.2.6", "192.0.2.7", "192.0.2.8"], Array.ConvertAll([.. _brake.Examples], address => address.ToString()));
    }

    [Fact]
    public void Neighbours_count_once()
    {
        for (var i = 0; i < 100; i++)
            Assert.Equal(BrakeMove.None, _brake.Saw(Some.Client("192.0.2.1"), 7, 7, listed: true, confirmed: false, again: false, _now));
    }

    [Fact]
    public void Listings_that_another_list_confirms_count_half()
    {
        for (var i = 0; i < 13; i++)
            Assert.Equal(BrakeMove.None, Listed(confirmed: true));
        Assert.Equal(BrakeMove.Pulled, Listed(confirmed: true));
    }

    [Fact]
    public void One_listing_in_a_hundred_never_pulls_it_and_one_in_five_soon_does()
    {
        for (var i = 0; i < 20_000; i++)
            Assert.Equal(BrakeMove.None, i % 100 == 0 ? Listed() : Passed());
        var visits = 0;
        while ((visits++ % 5 == 0 ? Listed() : Passed()) != BrakeMove.Pulled)
            Assert.InRange(visits, 0, 60);
    }

    [Fact]
    public void Those_who_come_all_day_do_not_outweigh_those_who_are_listed()
    {
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(BrakeMove.None, Listed());
            for (var passes = 0; passes < 100; passes++)
                Assert.Equal(BrakeMove.None, Passed(again: true));
        }

        Assert.Equal(BrakeMove.Pulled, Listed());
    }

    [Fact]
    public void Once_pulled_whoever_passes_speaks_for_it_also_again()
    {
        Pull();
        _now += TimeSpan.FromMinutes(30);
        for (var i = 0; i < 41; i++)
            Assert.Equal(BrakeMove.None, Passed(again: true));
        Assert.Equal(BrakeMove.Released, Passed(again: true));
    }

    [Fact]
    public void It_is_released_after_half_an_hour_when_many_regulars_have_passed()
    {
        Pull();
        for (var i = 0; i < 500; i++)
            Assert.Equal(BrakeMove.None, Passed());
        _now += TimeSpan.FromMinutes(30);
        Assert.Equal(BrakeMove.Released, Passed());
        Assert.Empty(_brake.Examples);
    }

    [Fact]
    public void A_list_that_still_lists_every_tenth_regular_is_not_released()
    {
        Pull();
        _now += TimeSpan.FromDays(2);
        for (var i = 0; i < 2_000; i++)
            Assert.Equal(BrakeMove.None, i % 5 == 0 ? Listed() : Passed());
    }

    [Fact]
    public void Where_few_regulars_come_a_day_without_a_listing_is_enough()
    {
        Pull();
        _now += TimeSpan.FromHours(23);
        for (var i = 0; i < 10; i++)
            Assert.Equal(BrakeMove.None, Passed());
        _now += TimeSpan.FromHours(1);
        Assert.Equal(BrakeMove.Released, Passed());
    }

    [Fact]
    public void A_brake_pulled_before_a_restart_is_pulled_after_it()
    {
        _brake.Restore(_now);
        Assert.True(_brake.IsPulled);
        Assert.Equal(BrakeMove.None, Passed());
    }

    [Fact]
    public void A_list_that_comes_and_goes_is_braked_longer_each_time_up_to_a_day()
    {
        foreach (var minutes in new[] { 30, 60, 120, 240, 480, 960, 1920, 1920 })
        {
            _network = 0;
            Pull();
            _now += TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1);
            for (var i = 0; i < 42; i++)
                Assert.Equal(BrakeMove.None, Passed());
            _now += TimeSpan.FromSeconds(1);
            Assert.Equal(BrakeMove.Released, Passed());
        }
    }

    [Fact]
    public void One_that_has_been_well_for_more_than_a_day_begins_with_half_an_hour_again()
    {
        Pull();
        _now += TimeSpan.FromMinutes(30);
        Assert.InRange(PassesUntilReleased(), 42, 43);
        _now += TimeSpan.FromHours(24.1);
        _network = 0;
        Pull();
        _now += TimeSpan.FromMinutes(30);
        Assert.InRange(PassesUntilReleased(), 42, 43);
    }

    [Fact]
    public void Those_whom_it_alone_has_refused_are_handed_out_once_and_forgotten_when_it_is_released()
    {
        Pull();
        Assert.Equal(7, _brake.TakeWronged().Count);
        Assert.Empty(_brake.TakeWronged());
        Listed(confirmed: true);
        Assert.Empty(_brake.TakeWronged());
        Listed();
        _brake.Reset();
        Assert.Empty(_brake.TakeWronged());
        Assert.Equal((false, 0), (_brake.IsPulled, _brake.Networks));
    }

    [Fact]
    public void Of_very_many_networks_only_the_first_are_remembered()
    {
        for (var i = 0; i < 200; i++)
            Listed();
        Assert.Equal(64, _brake.Networks);
    }

    private void Pull()
    {
        while (Listed() != BrakeMove.Pulled)
            Assert.InRange(_network, 0, 10);
    }

    private int PassesUntilReleased()
    {
        var passes = 1;
        while (Passed() != BrakeMove.Released)
            Assert.InRange(passes++, 0, 1000);
        return passes;
    }

    private BrakeMove Listed(bool confirmed = false) =>
        _brake.Saw(Some.Client("192.0.2." + (++_network % 250).ToString(CultureInfo.InvariantCulture)), (ulong)_network, (ulong)_network, listed: true, confirmed, again: false, _now);

    private BrakeMove Passed(bool again = false) => _brake.Saw(Some.Client("198.51.100.1"), 0, 0, listed: false, confirmed: false, again, _now);
}
