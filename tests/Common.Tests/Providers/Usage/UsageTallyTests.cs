using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Providers;
using IpBlock.Providers.Usage;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Providers.Usage;

public sealed class UsageTallyTests
{
    private readonly UsageTally _tally = new();

    [Theory]
    [InlineData(ProviderOutcome.NotListed, 0, 0, 0, 0, 0)]
    [InlineData(ProviderOutcome.NotMatched, 1, 0, 0, 0, 0)]
    [InlineData(ProviderOutcome.Matched, 1, 1, 0, 0, 0)]
    [InlineData(ProviderOutcome.Late, 0, 0, 1, 0, 0)]
    [InlineData(ProviderOutcome.Refused, 0, 0, 0, 1, 0)]
    [InlineData(ProviderOutcome.Failed, 0, 0, 0, 0, 1)]
    public void Answers_are_counted_by_what_they_come_to(ProviderOutcome outcome, int listed, int matched, int late, int refused, int failed)
    {
        _tally.Heard(outcome, TimeSpan.FromMilliseconds(8));
        _tally.Known(outcome);
        var counts = _tally.Take();
        Assert.Equal((1, 1, 2, 0), (counts.Queries, counts.Cached, counts.Asked, counts.Suspended));
        Assert.Equal((2 * listed, 2 * matched, 2 * late, 2 * refused, 2 * failed), (counts.Listed, counts.Matched, counts.Late, counts.Refused, counts.Failed));
        Assert.Equal(late + failed > 0 ? null : 10, counts.Latency.Percentile(0.5));
        Assert.True(_tally.Take().IsEmpty);
    }

    [Fact]
    public void A_suspended_list_was_not_asked_and_one_whose_turn_did_not_come_does_not_count()
    {
        _tally.Known(ProviderOutcome.Suspended);
        _tally.Known(ProviderOutcome.NotReached);
        var counts = _tally.Take();
        Assert.Equal((1, 0, false), (counts.Suspended, counts.Asked, counts.IsEmpty));
    }

    [Fact]
    public void No_count_is_lost_between_threads()
    {
        Parallel.For(0, 10_000, _ => _tally.Heard(ProviderOutcome.Matched, TimeSpan.FromMilliseconds(3)));
        var counts = _tally.Take();
        Assert.Equal((10_000, 10_000, "3:10000"), (counts.Queries, counts.Matched, counts.Latency.ToString()));
    }

    [Theory]
    [InlineData("", 0.5, null)]
    [InlineData("10:1", 0.95, 10.0)]
    [InlineData("1:50;30:45;100:5", 0.5, 1.0)]
    [InlineData("1:50;30:45;100:5", 0.51, 30.0)]
    [InlineData("1:50;30:45;100:5", 0.95, 30.0)]
    [InlineData("1:50;30:45;100:5", 0.96, 100.0)]
    [InlineData("8:1", 1.0, 10.0)]
    [InlineData("99999999:1;nonsense;5;:3;x:4;7:y", 1.0, 30000.0)]
    public void A_percentile_is_rounded_up_to_a_step(string counts, double part, double? milliseconds) => Assert.Equal(milliseconds, LatencyCounts.Parse(counts).Percentile(part));

    [Fact]
    public void What_took_longer_than_any_step_is_in_the_last()
    {
        _tally.Heard(ProviderOutcome.NotListed, TimeSpan.FromMinutes(2));
        Assert.Equal("30000:1", _tally.Take().Latency.ToString());
    }

    [Fact]
    public void Counts_of_different_hours_add_up()
    {
        UsageCounts Of(int n) => new() { Queries = n, Cached = 2 * n, Listed = 3 * n, Matched = 4 * n, Late = 5 * n, Refused = 6 * n, Failed = 7 * n, Suspended = 8 * n, Latency = LatencyCounts.Parse($"10:{n};50:{2 * n}") };
        var sum = Of(1).Plus(Of(100));
        Assert.Equal((101, 202, 303, 404), (sum.Queries, sum.Cached, sum.Listed, sum.Matched));
        Assert.Equal((505, 606, 707, 808, "10:101;50:202"), (sum.Late, sum.Refused, sum.Failed, sum.Suspended, sum.Latency.ToString()));
        Assert.Equal((303, false), (sum.Asked, sum.IsEmpty));
        Assert.False(new UsageCounts { Queries = 5, Suspended = 5 }.IsEmpty);
        Assert.True(UsageCounts.None.IsEmpty);
    }

    [Fact]
    public void A_list_that_left_the_settings_is_forgotten_once_its_last_counts_are_taken()
    {
        var book = new UsageBook();
        var old = book.Of(ProviderKind.Block, "old");
        old.Known(ProviderOutcome.NotListed);
        book.Use([new Provider(Some.Provider(Properties("new")), ProviderKind.Block, 1)]);
        Assert.Equal("old", Assert.Single(book.Take()).Name);
        Assert.Empty(book.Take());
        Assert.NotSame(old, book.Of(ProviderKind.Block, "old"));
    }

    [Fact]
    public void A_list_that_stays_keeps_its_counts_through_changes_of_the_settings_and_quiet_hours()
    {
        var book = new UsageBook();
        var tally = book.Of(ProviderKind.Block, "one");
        Assert.Empty(book.Take());
        book.Use([new Provider(Some.Provider(Properties("one")), ProviderKind.Block, 1)]);
        tally.Known(ProviderOutcome.NotListed);
        book.Of(ProviderKind.Allow, "one").Known(ProviderOutcome.Matched);
        Assert.Equal([(ProviderKind.Block, 0), (ProviderKind.Allow, 1)], book.Take().Select(static entry => (entry.Kind, (int)entry.Counts.Matched)));
        Assert.Same(tally, book.Of(ProviderKind.Block, "one"));
    }

    private static string Properties(string name) => Some.List(name)[1..^1];
}
