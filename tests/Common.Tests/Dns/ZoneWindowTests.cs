using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>What the questions about one zone may take of the name servers, and what that leaves to others.</summary>
public sealed class ZoneWindowTests
{
    private readonly ZoneWindow _dead = new();
    private readonly ZoneWindow _well = new();

    [Fact]
    public async Task A_zone_that_is_silent_from_the_start_has_a_few_dozen_questions_under_way_and_the_rest_wait()
    {
        await using var rig = Start();
        rig.Server.Zone("dead.example").Silent();
        var lookups = Ask(rig, "dead.example", _dead, 300);
        await rig.Server.SeenAsync(32);
        Assert.Equal(32, rig.Server.Queries.Count);
        Assert.DoesNotContain(lookups, static lookup => lookup.IsCompleted);
        await rig.AdvanceUntilDoneAsync(Task.WhenAll(lookups));
        Assert.Equal(268, lookups.Count(static lookup => lookup.Result.Status == DnsStatus.Backlog));
        Assert.Equal(32, lookups.Count(static lookup => lookup.Result.Status == DnsStatus.TimedOut));
    }

    [Fact]
    public async Task Beside_zones_that_answer_nobody_waits_for_a_silent_one_after_a_second_and_its_questions_are_sent_once()
    {
        await using var rig = Start();
        rig.Server.Zone("dead.example").Silent();
        var dead = Ask(rig, "dead.example", _dead, 100);
        await rig.Server.SeenAsync(32);
        await FlowAsync(rig, TimeSpan.FromSeconds(1.2));
        Assert.Equal(68, dead.Count(static lookup => lookup.IsCompleted && lookup.Result.Status == DnsStatus.Backlog));

        var late = Ask(rig, "dead.example", _dead, 50, from: 1000);
        Assert.All(late, static lookup => Assert.Equal(DnsStatus.Backlog, lookup.Result.Status));
        await FlowAsync(rig, TimeSpan.FromSeconds(1));
        Assert.All(dead, static lookup => Assert.True(lookup.IsCompleted));
        Assert.Equal(32, rig.Server.Queries.Count(static query => query.Name.EndsWith("dead.example", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_zone_that_answers_again_is_asked_as_before()
    {
        await using var rig = Start();
        var zone = rig.Server.Zone("dead.example").Silent();
        var dead = Ask(rig, "dead.example", _dead, 40);
        await FlowAsync(rig, TimeSpan.FromSeconds(2.2));
        Assert.All(dead, static lookup => Assert.True(lookup.IsCompleted));

        zone.Speaks();
        var first = Ask(rig, "dead.example", _dead, ZoneWindow.Least, from: 1000);
        await rig.AdvanceUntilDoneAsync(Task.WhenAll(first));
        var others = Ask(rig, "dead.example", _dead, 200, from: 2000);
        await rig.AdvanceUntilDoneAsync(Task.WhenAll(others));
        Assert.All(first.Concat(others), static lookup => Assert.Equal(DnsStatus.NoSuchName, lookup.Result.Status));
    }

    [Fact]
    public async Task A_flood_of_questions_to_a_zone_that_answers_is_answered_to_the_last()
    {
        await using var rig = Start();
        var lookups = Ask(rig, "well.example", _well, 1000);
        await rig.AdvanceUntilDoneAsync(Task.WhenAll(lookups));
        Assert.All(lookups, static lookup => Assert.Equal(DnsStatus.NoSuchName, lookup.Result.Status));
        Assert.Equal(1000, rig.Server.Queries.Count);
    }

    [Fact]
    public async Task While_nobody_is_answered_no_zone_is_called_silent()
    {
        await using var rig = Start();
        rig.Server.Zone("dead.example").Silent();
        rig.Server.Zone("well.example").Silent();
        var lookups = Ask(rig, "dead.example", _dead, 4).Concat(Ask(rig, "well.example", _well, 4)).ToArray();
        await rig.AdvanceUntilDoneAsync(Task.WhenAll(lookups));
        Assert.All(lookups, static lookup => Assert.Equal(DnsStatus.TimedOut, lookup.Result.Status));
        Assert.False(_dead.TurnsAway || _well.TurnsAway);
    }

    [Fact]
    public async Task A_question_that_was_turned_away_is_asked_when_it_comes_again()
    {
        await using var rig = Start();
        var zone = rig.Server.Zone("dead.example").Silent();
        _ = Ask(rig, "dead.example", _dead, 32);
        await FlowAsync(rig, TimeSpan.FromSeconds(1.2));
        Assert.Equal(DnsStatus.Backlog, (await Ask(rig, "dead.example", _dead, 1, from: 5000)[0]).Status);
        Assert.False(rig.Resolver.TryGetCached(Question("dead.example", _dead, 5000), rig.Clock.Elapsed, out _));
        await FlowAsync(rig, TimeSpan.FromSeconds(1));
        zone.Speaks();
        var again = Ask(rig, "dead.example", _dead, 1, from: 5000)[0];
        await rig.AdvanceUntilDoneAsync(again);
        Assert.Equal(DnsStatus.NoSuchName, (await again).Status);
    }

    [Fact]
    public async Task Names_in_zones_of_strangers_that_are_silent_are_bounded_together()
    {
        await using var rig = Start();
        rig.Server.Zone("strangers.example").Silent();
        var silent = Ask(rig, "strangers.example", null, 450);
        for (var i = 0; i < 30; i++)
            rig.Clock.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(DnsStatus.Backlog, (await Ask(rig, "strangers.example", null, 1, from: 1000)[0]).Status);
        await rig.AdvanceUntilDoneAsync(Task.WhenAll(silent));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        var next = Ask(rig, "other.example", null, 1, from: 2000)[0];
        await rig.AdvanceUntilDoneAsync(next);
        Assert.Equal(DnsStatus.NoSuchName, (await next).Status);
    }

    // Another zone is asked and answers all the while.
    private async Task FlowAsync(Rig rig, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(20))
        {
            var answer = Ask(rig, "well.example", _well, 1, from: 100_000 + _flowed++)[0];
            await answer.WaitAsync(TimeSpan.FromSeconds(30));
            rig.Clock.Advance(TimeSpan.FromMilliseconds(20));
        }
    }

    private int _flowed;

    private static Rig Start()
    {
        var rig = new Rig();
        rig.Server.Zone("well.example");
        rig.Server.Zone("other.example");
        return rig;
    }

    private static Task<DnsAnswer>[] Ask(Rig rig, string zone, ZoneWindow? window, int count, int from = 0) =>
        [.. Enumerable.Range(from, count).Select(i => rig.Resolver.ResolveAsync(Question(zone, window, i)))];

    private static DnsQuestion Question(string zone, ZoneWindow? window, int number)
    {
        var name = Names.Question($"n{number}.{zone}");
        return new DnsQuestion(name.Name, name.Length, DnsType.A, window);
    }
}
