using System.Linq;
using IpBlock.Providers.Braking;
using Xunit;

namespace IpBlock.Tests.Providers.Braking;

public sealed class RegularsTests
{
    private readonly Regulars _regulars = new();

    [Fact]
    public void Three_days_make_a_regular_however_often_it_comes_on_one()
    {
        for (var day = 10; day < 13; day++)
        {
            Assert.False(_regulars.IsRegular(Key("192.0.2.1"), day));
            for (var visit = 0; visit < 50; visit++)
                _regulars.Note(Key("192.0.2.1"), day);
        }

        Assert.True(_regulars.IsRegular(Key("192.0.2.1"), 13));
        Assert.False(_regulars.IsRegular(Key("192.0.2.2"), 13));
    }

    [Fact]
    public void Who_was_refused_or_has_not_come_for_long_begins_anew()
    {
        Make(Key("192.0.2.1"));
        Make(Key("192.0.2.2"));
        _regulars.Forget(Key("192.0.2.1"));
        Assert.False(_regulars.IsRegular(Key("192.0.2.1"), 4));
        Assert.True(_regulars.IsRegular(Key("192.0.2.2"), 48));
        Assert.False(_regulars.IsRegular(Key("192.0.2.2"), 49));
        _regulars.Note(Key("192.0.2.2"), 60);
        Assert.False(_regulars.IsRegular(Key("192.0.2.2"), 60));
    }

    [Fact]
    public void Who_was_here_today_is_known()
    {
        _regulars.Note(Key("192.0.2.1"), 10);
        Assert.True(_regulars.WasHere(Key("192.0.2.1"), 10));
        Assert.False(_regulars.WasHere(Key("192.0.2.1"), 11));
        Assert.False(_regulars.WasHere(Key("192.0.2.2"), 10));
        _regulars.Forget(Key("192.0.2.1"));
        Assert.False(_regulars.WasHere(Key("192.0.2.1"), 10));
    }

    [Fact]
    public void A_million_strangers_do_not_drive_out_the_regulars()
    {
        Sampled.NotWhileMutated();
        var regulars = Enumerable.Range(0, 5000).Select(i => Key($"10.1.{i >> 8}.{i & 255}")).ToArray();
        foreach (var key in regulars)
            Make(key);
        for (var i = 0; i < 1_000_000; i++)
            _regulars.Note(Key($"11.{i >> 16}.{i >> 8 & 255}.{i & 255}"), 4);
        Assert.InRange(regulars.Count(key => _regulars.IsRegular(key, 4)), 4950, 5000);
    }

    [Fact]
    public void Of_five_that_share_four_places_the_one_with_the_fewest_days_goes_and_then_the_one_not_seen_for_longest()
    {
        // The upper 13 bits choose the places.
        var keys = Enumerable.Range(1, 7).Select(static i => (ulong)i << 30).ToArray();
        for (var i = 0; i < 4; i++)
            Make(keys[i]);
        _regulars.Note(keys[2], 5);
        _regulars.Note(keys[4], 6); // in the place of the first, who has come as often as the others and is the first of those not seen for longest
        Assert.Equal([false, true, true, true], keys.Take(4).Select(key => _regulars.IsRegular(key, 6)));
        _regulars.Note(keys[5], 7); // in the place of the stranger
        Assert.Equal([true, true, true], keys[1..4].Select(key => _regulars.IsRegular(key, 7)));
        _regulars.Reinstate(keys[6], 7);
        Assert.Equal([true, true, true, true], new[] { keys[1], keys[2], keys[3], keys[6] }.Select(key => _regulars.IsRegular(key, 7)));
        Assert.Equal(4, _regulars.Entries().Count());
    }

    [Fact]
    public void A_place_whose_client_has_not_come_for_long_is_free()
    {
        var keys = Enumerable.Range(1, 5).Select(static i => (ulong)i << 30).ToArray();
        for (var i = 0; i < 4; i++)
            Make(keys[i]);
        for (var i = 1; i < 4; i++)
            _regulars.Note(keys[i], 40);
        _regulars.Note(keys[4], 60);
        Assert.Equal([false, true, true, true], keys.Take(4).Select(key => _regulars.IsRegular(key, 60)));
    }

    [Fact]
    public void A_client_that_has_come_on_a_thousand_days_is_a_regular_still()
    {
        for (var day = 0; day < 1000; day++)
            _regulars.Note(Key("192.0.2.1"), day);
        Assert.True(_regulars.IsRegular(Key("192.0.2.1"), 1000));
        _regulars.Reinstate(Key("192.0.2.1"), 1001);
        Assert.True(_regulars.IsRegular(Key("192.0.2.1"), 1001));
    }

    [Fact]
    public void A_client_is_one_number_and_its_network_another()
    {
        Assert.NotEqual(ClientKey.Of(Some.Client("0.0.0.1"), 1), ClientKey.NetworkOf(Some.Client("0.0.1.0"), 1));
        Assert.NotEqual(ClientKey.Of(Some.Client("192.0.2.1"), 1), ClientKey.Of(Some.Client("192.0.2.1"), 2));
        Assert.Equal(5000, Enumerable.Range(0, 5000).Select(static i => ClientKey.Of(Some.Client($"10.0.{i >> 8}.{i & 255}"), 1) >> 24).Distinct().Count());
    }

    [Fact]
    public void A_customer_with_a_whole_64_is_one_client()
    {
        Make(Key("2001:db8:1:2::1"));
        Assert.True(_regulars.IsRegular(Key("2001:db8:1:2:ffff::9"), 4));
        Assert.False(_regulars.IsRegular(Key("2001:db8:1:3::1"), 4));
        Assert.Equal(ClientKey.NetworkOf(Some.Client("2001:db8:1:2::1"), 1), ClientKey.NetworkOf(Some.Client("2001:db8:1:ffff::1"), 1));
        Assert.NotEqual(ClientKey.NetworkOf(Some.Client("2001:db8:1:2::1"), 1), ClientKey.NetworkOf(Some.Client("2001:db8:2::1"), 1));
        Assert.Equal(ClientKey.NetworkOf(Some.Client("192.0.2.1"), 1), ClientKey.NetworkOf(Some.Client("192.0.2.255"), 1));
    }

    [Fact]
    public void What_is_written_down_is_taken_back()
    {
        Make(Key("192.0.2.1"));
        var other = new Regulars();
        other.Restore(_regulars.Entries().ToList());
        Assert.True(other.IsRegular(Key("192.0.2.1"), 4));
        other.Restore(Enumerable.Range(1, 100).Select(i => Key("192.0.2.1") ^ (ulong)i << 30).ToList());
        Assert.True(other.IsRegular(Key("192.0.2.1"), 4));
    }

    private void Make(ulong key)
    {
        for (var day = 1; day <= Regulars.DaysNeeded; day++)
            _regulars.Note(key, day);
    }

    private static ulong Key(string client) => ClientKey.Of(Some.Client(client), 42);
}
