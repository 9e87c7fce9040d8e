using System;
using System.Buffers.Binary;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

public sealed class DnsCacheTests
{
    private static readonly TimeSpan Now = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(100_000, 100_000)]
    [InlineData(1000, 1000)]
    [InlineData(1, 8)]
    public void A_million_names_leave_no_more_entries_than_allowed(int limit, int atMost)
    {
        Sampled.NotWhileMutated();
        var cache = new DnsCache(limit);
        for (var i = 0; i < 1_000_000; i++)
            cache.Set(Numbered(i), DnsAnswer.Without(DnsStatus.NoSuchName), Now, Now + TimeSpan.FromMinutes(1));

        var found = Enumerable.Range(0, 1_000_000).Count(i => cache.TryGet(Numbered(i), Now, out _));
        Assert.InRange(found, atMost * 9 / 10, atMost);
        Assert.Equal(atMost, cache.Capacity);
    }

    [Fact]
    public void Half_full_the_cache_loses_next_to_nothing()
    {
        Sampled.NotWhileMutated();
        var cache = new DnsCache(100_000);
        for (var i = 0; i < 50_000; i++)
            cache.Set(Numbered(i), DnsAnswer.Without(DnsStatus.NoSuchName), Now, Now + TimeSpan.FromMinutes(1));
        Assert.InRange(Enumerable.Range(0, 50_000).Count(i => cache.TryGet(Numbered(i), Now, out _)), 48_000, 50_000);
    }

    [Fact]
    public void Entries_are_counted_as_long_as_they_hold()
    {
        var cache = new DnsCache(80);
        Assert.Equal(0, cache.Count(Now));
        for (var i = 0; i < 3; i++)
            cache.Set(Numbered(i), DnsAnswer.Without(DnsStatus.NoSuchName), Now, Now + TimeSpan.FromMinutes(i));
        Assert.Equal((2, 1, 0), (cache.Count(Now), cache.Count(Now + TimeSpan.FromMinutes(1)), cache.Count(Now + TimeSpan.FromMinutes(2))));
    }

    [Fact]
    public void What_has_expired_goes_before_what_is_still_good()
    {
        var cache = new DnsCache(8);
        for (var i = 0; i < 8; i++)
            cache.Set(Numbered(i), DnsAnswer.Without(DnsStatus.NoSuchName), Now, Now + TimeSpan.FromMinutes(i == 5 ? 1 : 10));
        var later = Now + TimeSpan.FromMinutes(2);
        cache.Set(Numbered(8), DnsAnswer.Without(DnsStatus.NoSuchName), later, later + TimeSpan.FromMinutes(10));
        Assert.Equal([0, 1, 2, 3, 4, 6, 7, 8], Enumerable.Range(0, 9).Where(i => cache.TryGet(Numbered(i), later, out _)));
    }

    [Fact]
    public void What_would_expire_first_goes_first()
    {
        var cache = new DnsCache(8);
        for (var i = 0; i < 8; i++)
            cache.Set(Numbered(i), DnsAnswer.Without(DnsStatus.NoSuchName), Now, Now + TimeSpan.FromMinutes(i == 5 ? 1 : 10));
        cache.Set(Numbered(8), DnsAnswer.Without(DnsStatus.NoSuchName), Now, Now + TimeSpan.FromMinutes(10));
        Assert.False(cache.TryGet(Numbered(5), Now, out _));
        Assert.Equal(8, Enumerable.Range(0, 9).Count(i => cache.TryGet(Numbered(i), Now, out _)));
    }

    [Fact]
    public async Task Many_readers_and_writers_never_get_another_names_answer()
    {
        const int Names = 4000;
        var cache = new DnsCache(1024);
        var wrong = 0;
        var found = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 200_000; i++)
            {
                var number = random.Next(Names);
                if (worker % 2 == 0)
                    cache.Set(Numbered(number), DnsAnswer.WithAddresses((uint)number), Now, Now + TimeSpan.FromSeconds(random.Next(1, 100)));
                else if (cache.TryGet(Numbered(number), Now, out var answer))
                {
                    Interlocked.Increment(ref found);
                    if (answer.Addresses.Single() != number)
                        Interlocked.Increment(ref wrong);
                }
            }
        })));
        Assert.Equal(0, wrong);
        Assert.InRange(found, 1, int.MaxValue);
        Assert.InRange(Enumerable.Range(0, Names).Count(i => cache.TryGet(Numbered(i), Now, out _)), 900, 1024);
    }

    [Fact]
    public async Task The_resolver_remembers_no_more_than_it_is_told_to()
    {
        await using var rig = new Rig(change: options => options.CacheEntries = 64);
        rig.Zone.ListsTheWorld("127.0.0.2");
        for (var i = 0; i < 500; i++)
            Rig.AssertAddresses(await rig.AskAsync($"{i}.bl.example"), "127.0.0.2");
        Assert.InRange(Enumerable.Range(0, 500).Count(i => rig.IsCached($"{i}.bl.example")), 32, 64);
    }

    // One label of four bytes under one of seven: names that differ as little as those of neighbouring addresses.
    private static DnsQuestion Numbered(int number)
    {
        var name = new byte[14];
        name[0] = 4;
        BinaryPrimitives.WriteInt32BigEndian(name.AsSpan(1), number);
        name[5] = 7;
        "example"u8.CopyTo(name.AsSpan(6));
        return new DnsQuestion(name, name.Length, DnsType.A);
    }
}
