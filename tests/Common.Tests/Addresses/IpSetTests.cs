using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using Xunit;

namespace IpBlock.Tests.Addresses;

public sealed class IpSetTests
{
    // Networks and ranges around few places, so that they overlap, nest and touch; the whole space and its ends among them.
    private static readonly Gen<AddressRange> Ranges = Gen.OneOf(
        from address in Crowded from bits in Gen.Choose(0, 128) select AddressRange.Cidr(address, bits % (address.Bits + 1)),
        from address in Crowded from bits in Gen.Choose(0, 4) select AddressRange.Cidr(address, address.Bits - bits),
        Samples.Pairs.Select(pair => AddressRange.Between(pair.Left, pair.Right)),
        from address in Crowded from length in Gen.Choose(0, 600) select AddressRange.Between(address, Samples.WithNumber(Samples.Number(address) + length, address.Bits) ?? address));

    private static Gen<Address> Crowded => Gen.OneOf(
        Samples.Addresses,
        Gen.Choose(0, 70_000).Select(offset => Address.FromIPv4(0x0A00_0000 + (uint)offset)),
        Gen.Choose(0, 300).Select(offset => Address.FromIPv6(0x2001_0DB8_0000_0000, ulong.MaxValue - 150 + (ulong)offset)));

    private static Gen<List<(AddressRange Range, byte Value)>> Entries => from range in (from range in Ranges from value in Gen.Elements<byte>(1, 2, 3, 7, 255) select (range, value)).ListOf() select range.ToList();

    [Fact]
    public void The_lowest_value_of_the_ranges_that_hold_an_address_is_found()
    {
        var sample = from entries in Entries from strangers in Samples.Addresses.ListOf() select (entries, strangers);
        Sampled.Check(Prop.ForAll(sample.ToArbitrary(), s =>
        {
            var set = Built(s.entries);
            return s.strangers.Concat(Edges(s.entries)).All(address => set.Find(address) == Naive(s.entries, address) && set.Contains(address) == Naive(s.entries, address) > 0);
        }), times: 300);
    }

    [Fact]
    public void The_ranges_stand_in_order_apart_or_with_another_value_and_make_the_same_set_again()
    {
        Sampled.Check(Prop.ForAll(Entries.ToArbitrary(), entries =>
        {
            var set = Built(entries);
            var ranges = set.Ranges.ToList();
            var again = new IpSetBuilder();
            again.Add(set);
            return ranges.Count == set.Count
                && ranges.Zip(ranges.Skip(1)).All(pair => Ordered(pair.First, pair.Second))
                && ranges.All(range => set.Find(range.Range.First) == range.Value && set.Find(range.Range.Last) == range.Value)
                && ranges.SequenceEqual(again.Build().Ranges);
        }), times: 300);
    }

    [Fact]
    public void The_first_range_that_shares_an_address_is_found()
    {
        var sample = from entries in Entries from own in Ranges select (entries, own);
        Sampled.Check(Prop.ForAll(sample.ToArbitrary(), s =>
        {
            var set = Built(s.entries);
            var expected = set.Ranges.Where(range => range.Range.First.IsIPv4 == s.own.First.IsIPv4 && range.Range.First <= s.own.Last && range.Range.Last >= s.own.First)
                .Select(range => ((AddressRange, byte)?)range).FirstOrDefault();
            return set.FirstOverlap(s.own) == expected;
        }), times: 300);
    }

    [Fact]
    public void The_share_of_ipv4_is_what_the_ranges_hold()
    {
        Sampled.Check(Prop.ForAll(Entries.ToArbitrary(), entries =>
        {
            var set = Built(entries);
            var addresses = set.Ranges.Where(range => range.Range.First.IsIPv4).Aggregate(BigInteger.Zero, (sum, range) => sum + Samples.Number(range.Range.Last) - Samples.Number(range.Range.First) + 1);
            return set.IPv4Share == (double)addresses / 4294967296.0;
        }), times: 300);
    }

    [Theory]
    [InlineData("0.0.0.0/0", 1.0)]
    [InlineData("0.0.0.0/1", 0.5)]
    [InlineData("192.0.2.1", 1 / 4294967296.0)]
    [InlineData("::/0", 0.0)]
    public void The_share_of_ipv4_is_known(string range, double share) => Assert.Equal(share, Built(range).IPv4Share);

    [Theory]
    [InlineData("::/0", 1.0)]
    [InlineData("2000::/3", 1.0)]
    [InlineData("2000::/4", 0.5)]
    [InlineData("::-2fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 0.5)]
    [InlineData("3000::-ffff::", 0.5)]
    [InlineData("fe80::/10", 0.0)]
    [InlineData("0.0.0.0/0", 0.0)]
    public void The_share_of_ipv6_is_of_what_is_in_use(string range, double share) => Assert.Equal(share, Built(range).IPv6Share, 12);

    [Fact]
    public void The_whole_of_ipv6_holds_no_ipv4_address_but_all_around_them()
    {
        var set = Built("::/0");

        Assert.False(set.Contains(Samples.Parse("192.0.2.1")));
        Assert.False(set.Contains(Samples.Parse("::ffff:192.0.2.1")));
        Assert.True(set.Contains(Samples.Parse("::fffe:ffff:ffff")));
        Assert.True(set.Contains(Samples.Parse("::1:0:0:0")));
        Assert.True(set.Contains(Samples.Parse("::")));
        Assert.True(set.Contains(Samples.Parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")));
    }

    [Fact]
    public void A_mapped_address_is_the_ipv4_address()
    {
        var set = Built("192.0.2.0/24");

        Assert.True(set.Contains(Samples.Parse("::ffff:192.0.2.77")));
        Assert.False(set.Contains(Samples.Parse("::192.0.2.77")));
    }

    [Fact]
    public void An_empty_set_holds_nothing_and_weighs_next_to_nothing()
    {
        Assert.Equal((0, 0.0, 0.0, 0), (IpSet.Empty.Count, IpSet.Empty.IPv4Share, IpSet.Empty.IPv6Share, IpSet.Empty.Find(default)));
        Assert.Null(IpSet.Empty.FirstOverlap(AddressRange.Cidr(Address.FromIPv4(0), 0)));
        Assert.Empty(IpSet.Empty.Ranges);
        Assert.InRange(IpSet.Empty.MemoryBytes, 0, 4096);
    }

    [Fact]
    public void A_builder_can_be_added_to_after_it_has_built()
    {
        var builder = new IpSetBuilder();
        builder.Add(AddressRange.Of(Address.FromIPv4(9)), 2);
        var before = builder.Build();
        builder.Add(AddressRange.Of(Address.FromIPv4(5)), 2);
        builder.Add(AddressRange.Of(Address.FromIPv4(9)), 1);
        var after = builder.Build();

        Assert.Equal((0, 2), (before.Find(Address.FromIPv4(5)), before.Find(Address.FromIPv4(9))));
        Assert.Equal((2, 1), (after.Find(Address.FromIPv4(5)), after.Find(Address.FromIPv4(9))));
    }

    [Fact]
    public void A_set_is_added_with_its_own_values_or_with_another()
    {
        var set = Built("192.0.2.0/24", "2001:db8::/32");
        var builder = new IpSetBuilder();
        builder.Add(set, 9);
        Assert.Equal([9, 9], builder.Build().Ranges.Select(range => range.Value));
        builder.Add(set);
        Assert.Equal([1, 1], builder.Build().Ranges.Select(range => range.Value));
    }

    [Fact]
    public void A_builder_tells_what_it_has_and_takes_over_what_another_has()
    {
        var one = Builder(("192.0.2.0/24", 2), ("2001:db8::/32", 2), ("198.51.100.1", 3));
        var other = Builder(("192.0.2.7", 2), ("2001:db9::/32", 2), ("203.0.113.0/24", 5));
        Assert.Equal((2, 2), (one.ValueCount, other.ValueCount));
        one.Take(other);
        Assert.Equal(3, one.ValueCount);
        Assert.Equal(
            ["192.0.2.0/24=2", "192.0.2.7=2", "198.51.100.1=3", "2001:db8::/32=2", "2001:db9::/32=2", "203.0.113.0/24=5"],
            one.Added.Select(entry => entry.Range + "=" + entry.Value).Order(StringComparer.Ordinal));
        Assert.Equal((2, 3, 5), (one.Build().Find(Samples.Parse("2001:db9::1")), one.Build().Find(Samples.Parse("198.51.100.1")), one.Build().Find(Samples.Parse("203.0.113.9"))));
    }

    [Fact]
    public void Adding_no_set_is_a_callers_mistake() => Assert.Throws<ArgumentNullException>(() => new IpSetBuilder().Add(null!));

    [Fact]
    public void The_value_0_is_a_callers_mistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new IpSetBuilder().Add(AddressRange.Of(Address.FromIPv4(1)), 0));

    private static bool Ordered((AddressRange Range, byte Value) left, (AddressRange Range, byte Value) right) =>
        left.Range.First.IsIPv4 != right.Range.First.IsIPv4
            ? left.Range.First.IsIPv4
            : left.Range.Last < right.Range.First && (left.Value != right.Value || Samples.Number(left.Range.Last) + 1 < Samples.Number(right.Range.First));

    private static byte Naive(List<(AddressRange Range, byte Value)> entries, Address address) =>
        entries.Where(entry => entry.Range.Contains(address)).Select(entry => entry.Value).DefaultIfEmpty().Min();

    private static IEnumerable<Address> Edges(List<(AddressRange Range, byte Value)> entries) =>
        from entry in entries
        from end in new[] { entry.Range.First, entry.Range.Last }
        from offset in new[] { -1, 0, 1 }
        let address = Samples.WithNumber(Samples.Number(end) + offset, entry.Range.First.Bits)
        where address is not null
        select address.Value;

    private static IpSet Built(List<(AddressRange Range, byte Value)> entries)
    {
        var builder = new IpSetBuilder();
        foreach (var (range, value) in entries)
            builder.Add(range, value);
        return builder.Build();
    }

    private static IpSetBuilder Builder(params (string Range, byte Value)[] entries)
    {
        var builder = new IpSetBuilder();
        foreach (var (text, value) in entries)
            builder.Add(AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text), value);
        return builder;
    }

    private static IpSet Built(params string[] ranges) =>
        Built([.. ranges.Select(text => (AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text), (byte)1))]);
}
