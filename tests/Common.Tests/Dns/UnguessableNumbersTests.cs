using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

public sealed class UnguessableNumbersTests
{
    // Of twenty random numbers of 16 bits two are the same once in three hundred times, and three never.
    [Fact]
    public void The_first_number_of_every_thread_is_another()
    {
        var firsts = new ConcurrentBag<ushort>();
        for (var i = 0; i < 20; i++)
        {
            var thread = new Thread(() => firsts.Add(UnguessableNumbers.Next()));
            thread.Start();
            thread.Join();
        }

        Assert.InRange(firsts.Distinct().Count(), 18, 20);
    }

    [Fact]
    public void Every_bit_is_set_about_every_other_time()
    {
        var numbers = Enumerable.Range(0, 2000).Select(_ => UnguessableNumbers.Next()).ToList();
        for (var bit = 0; bit < 16; bit++)
            Assert.InRange(numbers.Count(number => (number >> bit & 1) == 1), 750, 1250);
        Assert.InRange(numbers.Distinct().Count(), 1850, 2000);
    }
}
