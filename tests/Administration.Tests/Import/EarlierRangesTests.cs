using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.Import.Postfix;
using Xunit;

namespace IpBlock.Administration.Tests.Import;

public sealed class EarlierRangesTests
{
    [Fact]
    public void A_range_overlaps_when_looking_through_all_of_them_says_so()
    {
        var random = new Random(7);
        var seen = new List<AddressRange>();
        var ranges = new EarlierRanges();
        for (var line = 0; line < 300; line++)
        {
            var asked = Some(random);
            var found = ranges.LineOverlapping(asked);
            Assert.Equal(seen.Any(range => Overlap(range, asked)), found is not null);
            Assert.True(found is null || Overlap(seen[found.Value], asked));
            seen.Add(Some(random));
            ranges.Add(seen[line], line);
        }
    }

    private static AddressRange Some(Random random)
    {
        Assert.True(AddressRange.TryParse($"10.{random.Next(8)}.{random.Next(256)}.0/{random.Next(18, 30)}", out var range));
        return range;
    }

    private static bool Overlap(AddressRange a, AddressRange b) => a.Contains(b.First) || b.Contains(a.First);
}
