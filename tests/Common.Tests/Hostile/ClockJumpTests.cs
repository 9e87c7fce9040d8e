using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Tests.Providers.Health;
using IpBlock.Tests.Reporting;
using Xunit;
using static IpBlock.Tests.Reporting.DecisionLogTests;

namespace IpBlock.Tests.Hostile;

/// <summary>The time of day jumps, by hours or by a year, there and back; or the machine has slept for as long.</summary>
public sealed class ClockJumpTests : IAsyncDisposable
{
    private static readonly string One = $"\"blockProviders\": [ {Some.List("one")} ]";
    private readonly EngineUnderTest _test = new();

    public static TheoryData<double> Jumps => [0.1, 5, -5, 366 * 24, -366 * 24];

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Answers_live_as_long_as_they_are_to_whatever_the_time_of_day(double hours)
    {
        _test.Server.Zone("one.test").Lists(EngineUnderTest.Client, "127.0.0.2").Ttl(300);
        _test.Write(One);
        await _test.EvaluateAsync();
        Jump(hours);
        _test.Pass(299);
        Assert.Equal(VerdictRule.BlockProvider, (await _test.EvaluateAsync()).Rule);
        Assert.Single(_test.Server.Queries);
        _test.Pass(2);
        await _test.EvaluateAsync();
        Assert.Equal(2, _test.Server.Queries.Count);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task A_change_of_the_settings_is_seen_whatever_the_time_of_day(double hours)
    {
        _test.Server.Zone("one.test");
        _test.Write(One);
        await _test.EvaluateAsync();
        Jump(hours);
        _test.Write("\"enabled\": false, " + One);
        _test.Pass(5);
        Assert.Equal(VerdictRule.FilterDisabled, (await _test.EvaluateAsync()).Rule);
    }

    [Fact]
    public async Task An_entry_ends_with_the_time_of_day_and_is_back_when_the_clock_is_set_right()
    {
        _test.Write("\"blockList\": [ { \"address\": \"192.0.2.1\", \"expires\": \"2026-01-02T09:00:00Z\" } ]");
        Assert.Equal(VerdictRule.BlockList, (await _test.EvaluateAsync()).Rule);
        Jump(366 * 24);
        Assert.Equal(VerdictRule.None, (await _test.EvaluateAsync()).Rule);
        Jump(-366 * 24);
        Assert.Equal(VerdictRule.BlockList, (await _test.EvaluateAsync()).Rule);
    }

    [Fact]
    public void A_dead_list_is_found_and_comes_back_whatever_the_time_of_day()
    {
        foreach (var hours in Jumps.Select(static row => row.Data))
        {
            using var test = new HealthUnderTest(Some.List("one"), Some.List("two"));
            test.Start();
            test.World.Silent("one.test");
            test.Clock.SetUtcNow(test.Clock.UtcNow.AddHours(hours));
            test.Answers("one", ProviderOutcome.Late, 4);
            test.Answers("two", ProviderOutcome.NotListed, 4);
            Assert.InRange(test.Until(() => test["one"].Health.IsSuspended, 30), 0, 30);
            test.Clock.SetUtcNow(test.Clock.UtcNow.AddHours(-hours));
            test.World.Healthy("one.test", static _ => null);
            Assert.InRange(test.Until(() => !test["one"].Health.IsSuspended, 120), 1, 120);
            Assert.Equal(["one Silent", "one Healthy"], test.Told);
        }
    }

    [Fact]
    public async Task A_machine_that_has_slept_for_a_year_goes_on()
    {
        _test.Server.Zone("one.test").Lists("127.0.0.2", "127.0.0.2").Silent();
        _test.WriteWatched(One);
        var under = _test.EvaluateAsync();
        await _test.Server.SeenAsync(1);
        _test.Clock.Leap(TimeSpan.FromDays(366));
        Assert.True((await under).IsPartial);
        _test.Server.Zone("one.test").Honest().Lists("192.0.2.9", "127.0.0.2");
        await Some.UntilAsync(
            () =>
            {
                _test.Pass(0.5);
                var verdict = _test.Engine.EvaluateAsync(new FilterRequest(Some.Client("192.0.2.9")));
                return verdict.IsCompletedSuccessfully && verdict.Result.Rule == VerdictRule.BlockProvider;
            },
            "a refusal");
    }

    [Fact]
    public void A_log_over_which_the_clock_jumps_keeps_every_decision()
    {
        using var test = new LogUnderTest();
        var hours = Jumps.Select(static row => row.Data).ToArray();
        using (var log = test.Open())
        {
            foreach (var jump in hours)
            {
                for (var there = 1; there >= -1; there -= 2)
                {
                    log.Write(Accepted("x"));
                    log.Flush();
                    test.Clock.SetUtcNow(test.Clock.UtcNow.AddHours(there * jump));
                }
            }
        }

        Assert.Equal(2 * hours.Length, test.AllDecisions().Count);
        Assert.Empty(test.Notices.All);
    }

    [Fact]
    public void A_clock_that_is_a_year_ahead_for_an_hour_does_not_clear_the_log_away()
    {
        using var test = new LogUnderTest();
        var now = test.Clock.UtcNow;
        Directory.CreateDirectory(test.Directory);
        for (var day = 1; day <= 10; day++)
        {
            var path = test.PathOf($"IPBLOCK{now.AddDays(-day):yyyyMMdd}-0001.log");
            File.WriteAllText(path, "");
            File.SetLastWriteTimeUtc(path, now.UtcDateTime.AddDays(-day));
        }

        test.Clock.SetUtcNow(now.AddDays(366));
        using (var log = test.Open())
            log.Write(Accepted("ahead"));
        Assert.Equal(11, test.Files.Length);
    }

    private void Jump(double hours) => _test.Clock.SetUtcNow(_test.Clock.UtcNow.AddHours(hours));
}
