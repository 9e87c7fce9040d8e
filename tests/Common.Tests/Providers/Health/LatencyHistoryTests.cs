using System;
using IpBlock.Providers.Health;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

public sealed class LatencyHistoryTests
{
    private readonly LatencyHistory _history = new();

    [Fact]
    public void Fewer_than_twenty_answers_say_nothing()
    {
        Add(19, 30);
        Assert.Null(_history.Percentile(0.5));
        Add(1, 30);
        Assert.Equal(35, Percentile(0.5));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(5.1, 10)]
    [InlineData(800, 800)]
    [InlineData(29_999, 30_000)]
    [InlineData(90_000, 30_000)]
    public void A_time_is_rounded_up_to_a_step(double took, double shown)
    {
        Add(20, took);
        Assert.Equal(shown, Percentile(0.5));
        Assert.Equal(shown, Percentile(1));
    }

    [Fact]
    public void A_percentile_is_what_that_share_did_not_exceed()
    {
        Add(90, 20);
        Add(9, 300);
        Add(1, 2000);
        Assert.Equal((20, 20, 300, 300, 2000), (Percentile(0.5), Percentile(0.9), Percentile(0.91), Percentile(0.99), Percentile(1)));
    }

    [Fact]
    public void The_past_fades_and_the_present_counts_for_more()
    {
        Add(100, 20);
        _history.Fade();
        Add(51, 300);
        Assert.Equal(300, Percentile(0.5));
        for (var i = 0; i < 20; i++)
            _history.Fade();
        Assert.Null(_history.Percentile(0.5));
    }

    private double Percentile(double share) => _history.Percentile(share)!.Value.TotalMilliseconds;

    private void Add(int times, double milliseconds)
    {
        for (var i = 0; i < times; i++)
            _history.Add(TimeSpan.FromMilliseconds(milliseconds));
    }
}
