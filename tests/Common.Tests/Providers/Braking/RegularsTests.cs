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
