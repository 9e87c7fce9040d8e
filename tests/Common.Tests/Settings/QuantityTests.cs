using System;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("2s", 2000)]
    [InlineData("2 S", 2000)]
    [InlineData("90s", 90_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData("0s", 0)]
    public void A_duration_has_a_number_and_a_unit(string text, long milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var duration, out var reason), reason);
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("5", "'5' has no unit")]
    [InlineData("", "'' is not a duration")]
    [InlineData("s", "'s' is not a duration")]
    [InlineData("-5s", "'-5s' is not a duration")]
    [InlineData("1.5s", "'.5s' is not a unit of a duration")]
    [InlineData("5 weeks", "'weeks' is not a unit of a duration")]
    [InlineData("99999999999999d", "'99999999999999d' is too large for a duration")]
    [InlineData("99999999999999999999s", "'99999999999999999999s' is not a duration")]
    public void Any_other_duration_is_refused_with_the_cure(string text, string reason)
    {
        Assert.False(Duration.TryParse(text, out _, out var why));
        Assert.Equal(reason + "; write a whole number and a unit, such as 500ms, 2s, 5m, 1h or 7d", why);
    }

    [Theory]
    [InlineData("64KB", 65536)]
    [InlineData("10MB", 10485760)]
    [InlineData("10 mb", 10485760)]
    [InlineData("1GB", 1073741824)]
    [InlineData("7B", 7)]
    public void A_size_has_a_number_and_a_unit(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var size, out var reason), reason);
        Assert.Equal(bytes, size);
    }

    [Fact]
    public void A_size_without_unit_is_refused_with_the_cure()
    {
        Assert.False(ByteSize.TryParse("10", out _, out var why));
        Assert.Equal("'10' has no unit; write a whole number and a unit, such as 64KB, 10MB or 1GB", why);
    }

    [Fact]
    public void What_is_formatted_reads_back_the_same()
    {
        var gen = from number in Gen.Choose(0, 100_000) from factor in Gen.Elements(1L, 1000, 1024, 60_000, 3_600_000) select number * factor;
        Check.QuickThrowOnFailure(Prop.ForAll(gen.ToArbitrary(), value =>
            Duration.TryParse(Duration.Format(TimeSpan.FromMilliseconds(value)), out var duration, out _) && duration.TotalMilliseconds == value
            && ByteSize.TryParse(ByteSize.Format(value), out var size, out _) && size == value));
    }

    [Theory]
    [InlineData("2026-12-31", "2027-01-01T00:00:00Z")]
    [InlineData("2026-12-31T18:00:00Z", "2026-12-31T18:00:00Z")]
    [InlineData("2026-12-31T18:00Z", "2026-12-31T18:00:00Z")]
    [InlineData("2026-12-31T18:00:00+01:00", "2026-12-31T17:00:00Z")]
    [InlineData("2026-12-31T18:00-05:30", "2026-12-31T23:30:00Z")]
    [InlineData("2026-12-31T18:00:00.25Z", "2026-12-31T18:00:00.25Z")]
    public void A_date_has_an_offset_or_means_the_whole_day(string text, string utc)
    {
        Assert.True(PointInTime.TryParse(text, out var moment, out var reason), reason);
        Assert.Equal(utc, PointInTime.Format(moment));
        Assert.True(PointInTime.TryParse(utc, out var again, out _));
        Assert.Equal(moment, again);
    }

    [Theory]
    [InlineData("2026-12-31T18:00:00")]
    [InlineData("31.12.2026")]
    [InlineData("2026-02-30")]
    [InlineData("9999-12-31")]
    [InlineData("tomorrow")]
    [InlineData("")]
    public void Any_other_date_is_refused_with_the_cure(string text)
    {
        Assert.False(PointInTime.TryParse(text, out _, out var why));
        Assert.Equal($"'{text}' is not a date or a time with an offset from UTC; write 2026-12-31 or 2026-12-31T18:00:00Z", why);
    }
}
