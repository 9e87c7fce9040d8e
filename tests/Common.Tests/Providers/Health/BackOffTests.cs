using System;
using IpBlock.Providers.Health;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

public sealed class BackOffTests
{
    [Theory]
    [InlineData(0.0, 0.75)]
    [InlineData(0.5, 1.0)]
    [InlineData(1.0, 1.25)]
    public void Each_wait_is_twice_the_one_before_up_to_the_last_and_spread_by_a_quarter(double dice, double factor)
    {
        var waits = new BackOff(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), () => dice);
        foreach (var seconds in new[] { 5, 10, 20, 40, 60, 60, 60 })
            Assert.Equal(seconds * factor, waits.Next().TotalSeconds, 6);
        waits.Reset();
        Assert.Equal(5 * factor, waits.Next().TotalSeconds, 6);
    }

    [Fact]
    public void However_often_it_is_tried_the_wait_never_turns_over()
    {
        var waits = new BackOff(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), static () => 0.5);
        for (var i = 0; i < 1000; i++)
            Assert.InRange(waits.Next(), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
    }
}
