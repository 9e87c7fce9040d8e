using System.Linq;
using Xunit;

namespace IpBlock.Testing;

public sealed class LongMatrixTests
{
    [Theory]
    [InlineData(10, 3)]
    [InlineData(3, 10)]
    [InlineData(5, 1)]
    [InlineData(0, 4)]
    public void A_part_has_the_first_case_no_case_twice_and_as_many_as_asked_for(int count, int part)
    {
        var cases = LongMatrix.Cases([.. Enumerable.Range(0, count)], part).ToList();
        Assert.Equal(LongMatrix.IsWhole ? count : System.Math.Min(count, part), cases.Count);
        Assert.Equal(cases.Distinct(), cases);
        Assert.Equal(Enumerable.Range(0, count).Take(1), cases.Take(1));
    }
}
