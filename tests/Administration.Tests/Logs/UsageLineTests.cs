using System;
using System.Text;
using IpBlock.Administration.Logs;
using IpBlock.Providers.Usage;
using IpBlock.Reporting;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Logs;

public sealed class UsageLineTests
{
    private static readonly DateTimeOffset Ten = new(2026, 1, 2, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_record_is_a_line_that_no_reader_takes_for_a_decision()
    {
        var line = Line("Spamhaus ZEN", ProviderKind.Block);
        Assert.Equal("#Provider: name=\"Spamhaus ZEN\" kind=Block from=2026-01-02T10:00:00Z to=2026-01-02T11:00:00Z queries=1 cached=2 listed=3 matched=4 late=5 refused=6 failed=7 suspended=8 ms=10:9;30:1", line);
        Assert.False(DecisionRecord.TryParse(line, out _));
    }

    [Theory]
    [InlineData("Spamhaus ZEN", ProviderKind.Block)]
    [InlineData("a \"quoted\" name\"", ProviderKind.Allow)]
    [InlineData("x queries=99 \" y", ProviderKind.Block)]
    public void What_is_written_is_read_back(string name, ProviderKind kind)
    {
        Assert.True(UsageLine.TryParse(Line(name, kind), out var read));
        Assert.Equal((name, kind, Ten, Ten.AddHours(1)), (read.Name, read.Kind, read.From, read.To));
        var counts = read.Counts;
        Assert.Equal((1, 2, 3, 4, 5, 6, 7, 8), (counts.Queries, counts.Cached, counts.Listed, counts.Matched, counts.Late, counts.Refused, counts.Failed, counts.Suspended));
        Assert.Equal("10:9;30:1", counts.Latency.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("#Fields: Timestamp")]
    [InlineData("#Provider: name=\"open")]
    [InlineData("#Provider: name=\"x\" kind=Block from=2026-01-02T10:00:00Z")]
    [InlineData("#Provider: name=\"x\" kind=Block from=yesterday to=2026-01-02T10:00:00Z")]
    [InlineData("#Provider: name=\"x\" kind=1 from=2026-01-02T10:00:00Z to=2026-01-02T11:00:00Z")]
    [InlineData("#Provider: name=\"x\" from=2026-01-02T10:00:00Z to=2026-01-02T11:00:00Z")]
    public void What_is_no_record_is_left_out(string line) => Assert.False(UsageLine.TryParse(line, out _));

    [Fact]
    public void Words_of_another_version_are_passed_over_and_numbers_that_are_none_count_nothing()
    {
        Assert.True(UsageLine.TryParse("#Provider: name=\"x\" colour=red kind=Block from=2026-01-02T10:00:00Z to=2026-01-02T11:00:00Z = queries=-5 cached=7 late", out var read));
        Assert.Equal((0, 7, 0), (read.Counts.Queries, read.Counts.Cached, read.Counts.Late));
    }

    private static string Line(string name, ProviderKind kind)
    {
        var counts = new UsageCounts { Queries = 1, Cached = 2, Listed = 3, Matched = 4, Late = 5, Refused = 6, Failed = 7, Suspended = 8, Latency = LatencyCounts.Parse("10:9;30:1") };
        var line = new StringBuilder();
        new UsageRecord(kind, name, Ten, Ten.AddHours(1), counts).Append(line);
        Assert.Equal('\n', line[^1]);
        return line.ToString(0, line.Length - 1);
    }
}
