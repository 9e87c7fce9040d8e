using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using Xunit;

namespace IpBlock.Tests.Addresses;

public sealed class ExpiringRangesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    // Few addresses, so that ranges nest, overlap and touch.
    private static readonly Gen<Address> Crowded = Gen.Choose(0, 60).Select(number => number < 50 ? Address.FromIPv4(0xC000_0200 + (uint)number) : Address.FromIPv6(0x2001_0DB8_0000_0000, (ulong)number));

    [Fact]
    public void The_range_that_begins_last_of_those_that_hold_the_address_and_have_not_expired_is_found()
    {
        var entry = from ends in Crowded.Two()
                    where ends.Item1.IsIPv4 == ends.Item2.IsIPv4
                    from expires in Gen.Choose(-1, 2)
                    select (Range: ends.Item1 <= ends.Item2 ? AddressRange.Between(ends.Item1, ends.Item2) : AddressRange.Between(ends.Item2, ends.Item1), Expires: expires == 2 ? (DateTimeOffset?)null : Now.AddSeconds(expires));
        var sample = from entries in entry.ListOf() from address in Crowded select (entries, address);
        Sampled.Check(Prop.ForAll(sample.ToArbitrary(), s =>
        {
            var entries = s.entries.Select((own, i) => (own.Range, own.Expires, Value: "entry " + i)).ToList();
            var expected = entries.Where(own => own.Range.Contains(s.address) && (own.Expires is null || own.Expires > Now)).ToList();
            var found = new ExpiringRanges<string>(entries).Find(s.address, Now);
            return found is null ? expected.Count == 0 : expected.Exists(own => own.Value == found && own.Range.First == expected.Max(other => other.Range.First));
        }), times: 3000);
    }

    [Fact]
    public void It_looks_past_ranges_that_end_before_the_address_as_long_as_one_before_them_reaches_it()
    {
        List<(AddressRange, DateTimeOffset?, string)> ranges = [(Range("192.0.2.0/24"), null, "wide"), .. Enumerable.Range(1, 100).Select(i => (Range($"192.0.2.{i}"), (DateTimeOffset?)null, "narrow"))];
        var found = new ExpiringRanges<string>(ranges);
        Assert.Equal("wide", found.Find(Samples.Parse("192.0.2.200"), Now));
        Assert.Equal("narrow", found.Find(Samples.Parse("192.0.2.100"), Now));
        Assert.Null(found.Find(Samples.Parse("192.0.3.0"), Now));
        Assert.Null(found.Find(Samples.Parse("192.0.1.255"), Now));
        Assert.Null(new ExpiringRanges<string>([]).Find(Samples.Parse("192.0.2.1"), Now));
    }

    private static AddressRange Range(string text) => AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text);
}
