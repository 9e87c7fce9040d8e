using IpBlock.Filtering;
using Xunit;

namespace IpBlock.Tests.Filtering;

public sealed class TallyTests
{
    [Fact]
    public void As_long_as_nothing_matches_nobody_speaks()
    {
        var tally = new Tally(-20, 30);
        Assert.Equal((-1, 0, -20, 30), (tally.Largest, tally.Sum, tally.Lowest, tally.Highest));
        tally.Add(1, -20);
        tally.Add(0, 0);
        Assert.Equal(-1, tally.Largest);
    }

    [Fact]
    public void Of_two_with_the_same_score_the_first_in_order_speaks_whoever_is_heard_first()
    {
        var tally = new Tally(0, 90);
        tally.Add(5, 30);
        tally.Add(2, 30);
        Assert.Equal(2, tally.Largest);
        tally.Add(7, 30);
        tally.Add(1, 29);
        Assert.Equal(2, tally.Largest);
        tally.Add(8, 31);
        Assert.Equal(8, tally.Largest);
    }

    [Fact]
    public void Who_has_been_heard_can_move_the_sum_no_more()
    {
        var tally = new Tally(-20, 50);
        tally.Close(-20);
        Assert.Equal((0, 50), (tally.Lowest, tally.Highest));
        tally.Close(30);
        tally.Add(0, 15);
        Assert.Equal((15, 35), (tally.Lowest, tally.Highest));
    }
}
