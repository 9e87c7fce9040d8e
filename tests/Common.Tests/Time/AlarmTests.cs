using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Tests.Time;

/// <summary>One timer for all who wait.</summary>
public sealed class AlarmTests
{
    private readonly FakeClock _clock = new();
    private readonly List<string> _told = [];
    private readonly Alarm _alarm;

    public AlarmTests() => _alarm = new Alarm(_clock);

    [Fact]
    public async Task Each_is_told_once_when_it_is_due_whatever_the_order_in_which_they_came()
    {
        foreach (var (name, due) in new[] { ("b", 20), ("a", 10), ("d", 40), ("c", 30) })
            _alarm.Add(Sleeper(name, due));
        foreach (var expected in new[] { "a", "ab", "abc", "abcd" })
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            await ToldAsync(expected);
        }

        await Some.UntilAsync(() => _clock.Waiting == 0, "the end of the timer");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("abcd", Told());
    }

    [Fact]
    public async Task Who_has_gone_is_not_told_and_the_others_are()
    {
        var sleepers = Array.ConvertAll(["a", "b", "c", "d", "e"], name => Sleeper(name, 10));
        Array.ForEach(sleepers, _alarm.Add);
        foreach (var gone in new[] { 0, 0, 4, 3 })
            _alarm.Remove(sleepers[gone]);
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        await Some.UntilAsync(() => Told().Length == 2, "both of the others");
        Assert.True(Told() is "bc" or "cb", Told());
        _alarm.Remove(sleepers[1]);
    }

    [Fact]
    public void For_many_who_come_and_go_there_is_one_timer()
    {
        for (var i = 0; i < 1000; i++)
        {
            var one = Sleeper("x", 500 + i);
            _alarm.Add(one);
            if (i % 10 != 0)
                _alarm.Remove(one);
        }

        Assert.Equal(1, _clock.Waiting);
    }

    [Fact]
    public async Task Who_is_due_already_is_told_at_once()
    {
        _alarm.Add(Sleeper("a", -5));
        await ToldAsync("a");
    }

    private Task ToldAsync(string expected) => Some.UntilAsync(() => string.Equals(Told(), expected, StringComparison.Ordinal), expected);

    private string Told()
    {
        lock (_told)
            return string.Concat(_told);
    }

    private Waiter Sleeper(string name, int milliseconds) => new(this, name, _clock.Elapsed + TimeSpan.FromMilliseconds(milliseconds));

    private sealed class Waiter(AlarmTests test, string name, TimeSpan due) : IAlarmed
    {
        public TimeSpan Due => due;

        public int Place { get; set; }

        public void TimeIsUp()
        {
            lock (test._told)
                test._told.Add(name);
        }
    }
}
