using IpBlock.Administration.Logs;
using IpBlock.Filtering;
using IpBlock.Sessions;
using IpBlock.Tests.Reporting;
using Xunit;

namespace IpBlock.Administration.Tests.Logs;

public sealed class DecisionStatisticsTests
{
    [Fact]
    public void A_log_over_which_the_clock_has_jumped_is_read_whole_from_its_first_moment_to_its_last()
    {
        using var test = new LogUnderTest();
        var jumps = new[] { 0.1, 5, -5, 366 * 24, -366 * 24 };
        using (var log = test.Open())
        {
            foreach (var jump in jumps)
            {
                for (var there = 1; there >= -1; there -= 2)
                {
                    log.Write(new Decision(Verdict.WithoutSettings(default)) { SessionId = "x", Event = "OnConnect", Action = "AcceptConnection" });
                    log.Flush();
                    test.Clock.SetUtcNow(test.Clock.UtcNow.AddHours(there * jump));
                }
            }
        }

        var statistics = new DecisionStatistics();
        foreach (var record in new DecisionLogReader(test.Directory).ReadNew())
            statistics.Add(record);
        Assert.Equal((2 * jumps.Length, 2025, 2027), (statistics.Decisions, statistics.First!.Value.Year, statistics.Last!.Value.Year));
    }
}
