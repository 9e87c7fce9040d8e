using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Providers.Health;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

public sealed class TellInOrderTests
{
    private readonly TellInOrder _tell = new();
    private readonly List<int> _told = [];

    [Fact]
    public async Task Many_threads_tell_all_they_have_found_out_in_the_order_in_which_they_found_it_out()
    {
        const int Threads = 4, Each = 5000;
        var gate = new Lock();
        var found = 0;
        using var start = new Barrier(Threads);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                for (var i = 0; i < Each; i++)
                {
                    lock (gate)
                    {
                        var number = found++;
                        _tell.Later(() => Tell(number));
                    }

                    _tell.Now();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.Equal(Enumerable.Range(0, Threads * Each), _told);
    }

    [Fact]
    public void Who_is_told_may_ask_back_and_find_out_more()
    {
        _tell.Later(() =>
        {
            _tell.Later(() => Tell(3));
            _tell.Now();
            Tell(1);
        });
        _tell.Later(() => Tell(2));
        _tell.Now();
        Assert.Equal([1, 2, 3], _told);
    }

    [Fact]
    public void News_that_throw_keep_those_behind_them_only_until_the_next_time()
    {
        _tell.Later(static () => throw new InvalidOperationException("broken"));
        _tell.Later(() => Tell(1));
        Assert.Throws<InvalidOperationException>(_tell.Now);
        _tell.Now();
        Assert.Equal([1], _told);
    }

    // Without a lock, and long enough to be overtaken: two tellers at once would tell out of order, lose numbers, or throw.
    private void Tell(int number)
    {
        Thread.Yield();
        _told.Add(number);
    }
}
