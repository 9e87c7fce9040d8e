using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Providers;
using IpBlock.Providers.Usage;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Reporting;

public sealed class UsageWriterTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly UsageBook _book = new();
    private readonly List<UsageRecord> _written = [];
    private readonly UsageWriter _writer;

    // The clock begins at 03:04:05.
    public UsageWriterTests() => _writer = new UsageWriter(_book, _clock, _written.Add);

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void In_the_first_minute_of_the_hour_the_counts_are_written_and_begin_anew()
    {
        Ask(3);
        Pass(minutes: 55);
        Assert.Empty(_written);
        Pass(minutes: 2);
        Assert.Equal(["03:04:05-04:00:05 3"], Lines());
        Ask(1);
        Pass(minutes: 60);
        Assert.Equal(["03:04:05-04:00:05 3", "04:00:05-05:00:05 1"], Lines());
    }

    [Fact]
    public void Lists_that_nobody_asked_are_not_written()
    {
        Pass(minutes: 180);
        Assert.Empty(_written);
    }

    [Fact]
    public void At_the_end_what_has_been_counted_is_written_once()
    {
        Ask(2);
        Pass(minutes: 5);
        _writer.Dispose();
        _writer.Dispose();
        Assert.Equal(["03:04:05-03:09:05 2"], Lines());
        Ask(1);
        Pass(minutes: 120);
        Assert.Single(_written);
    }

    [Fact]
    public void A_clock_that_jumps_ahead_makes_no_long_hour()
    {
        Ask(2);
        Pass(minutes: 10);
        _clock.SetUtcNow(new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero));
        Pass(minutes: 1);
        Assert.Equal(["12:20:00-12:31:00 2"], Lines());
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_no_hour_that_ends_before_it_begins_and_holds_nothing_up()
    {
        Ask(2);
        Pass(minutes: 10);
        _clock.SetUtcNow(new DateTimeOffset(2025, 12, 1, 12, 30, 0, TimeSpan.Zero));
        Pass(minutes: 1);
        Ask(1);
        Pass(minutes: 30);
        Assert.Equal(["12:20:00-12:31:00 2", "12:31:00-13:00:00 1"], Lines());
    }

    [Fact]
    public void A_clock_that_is_set_back_again_and_again_delays_the_line_by_an_hour_at_the_most()
    {
        Ask(1);
        for (var i = 0; i < 61; i++)
        {
            _clock.SetUtcNow(new DateTimeOffset(2026, 1, 2, 3, 30, 0, TimeSpan.Zero));
            Pass(minutes: 1);
        }

        Assert.Single(_written);
    }

    private void Ask(int times)
    {
        for (var i = 0; i < times; i++)
            _book.Of(ProviderKind.Block, "one").Known(ProviderOutcome.NotListed);
    }

    private void Pass(int minutes) => _clock.Advance(TimeSpan.FromMinutes(minutes));

    private string[] Lines() => [.. _written.Select(static record => $"{record.From:HH:mm:ss}-{record.To:HH:mm:ss} {record.Counts.Cached}")];
}
