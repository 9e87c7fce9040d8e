using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Sessions;
using Xunit;

namespace IpBlock.Tests.Sessions;

public sealed class DeferredTableTests
{
    [Fact]
    public void The_oldest_goes_when_there_is_no_more_room()
    {
        var table = new DeferredTable(1000);
        for (var i = 0U; i < 2500; i++)
            table.Set(new DeferredEntry(KeyOf(i), i, 0));
        Assert.Equal(1000, table.Count);
        Assert.Equal(Enumerable.Range(1500, 1000).Select(static i => (uint)i), table.ToList().Select(static entry => entry.DeferredAt));
        Assert.False(table.TryGet(KeyOf(1499), out _));
        Assert.True(table.TryGet(KeyOf(1500), out var first));
        Assert.Equal(1500U, first.DeferredAt);
    }

    [Fact]
    public void What_is_forgotten_makes_room_and_what_has_come_again_keeps_its_place()
    {
        var table = new DeferredTable(1000);
        for (var i = 0U; i < 1000; i++)
            table.Set(new DeferredEntry(KeyOf(i), i, 0));
        table.Set(new DeferredEntry(KeyOf(2), 2, 5000));
        table.DropForgotten(now: 1100, within: 1000, atMost: 2);
        Assert.Equal(998, table.Count);
        table.DropForgotten(now: 1100, within: 1000, atMost: 200);
        Assert.Equal(998, table.Count);
        Assert.True(table.TryGet(KeyOf(2), out var again));
        Assert.Equal(5000U, again.AcceptedAt);
    }

    // Against a list that is gone through from the start. Keys with the same upper half share a bucket.
    [Theory]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1500)]
    public void It_holds_what_a_plain_list_would(int max)
    {
        var random = new Random(max);
        var table = new DeferredTable(max);
        var plain = new List<DeferredEntry>();
        for (var step = 0U; step < 20_000; step++)
        {
            var key = random.Next(2) == 0 ? (ulong)random.Next(max * 2) : KeyOf((uint)random.Next(max * 2));
            var known = plain.FindIndex(entry => entry.Key == key);
            Assert.Equal(known >= 0, table.TryGet(key, out var entry));
            if (known >= 0)
                Assert.Equal(plain[known], entry);
            if (random.Next(10) == 0)
            {
                table.Remove(key);
                plain.RemoveAll(one => one.Key == key);
            }
            else
            {
                table.Set(new DeferredEntry(key, step, step / 2));
                if (known >= 0)
                    plain[known] = new DeferredEntry(key, step, step / 2);
                else
                    plain.Add(new DeferredEntry(key, step, step / 2));
            }

            // The places of those that were removed may be missing until there are many of them.
            var surplus = plain.Count - table.Count;
            Assert.InRange(surplus, 0, Math.Max(1, max / 4 + 1));
            plain.RemoveRange(0, surplus);
        }

        Assert.Equal(plain, table.ToList());
        Assert.InRange(table.Count, max * 3 / 4 - 1, max);
    }

    private static ulong KeyOf(uint i) => i * 0x9E3779B97F4A7C15;
}
