using System;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

/// <summary>The course of one list's health, step by step.</summary>
public sealed class ListWatchTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly ProbeResult Good = new() { HasTestEntry = true };
    private static readonly ProbeResult Missing = new() { HasTestEntry = false };
    private static readonly ProbeResult Gone = new() { HasTestEntry = false, IsZoneGone = true };
    private static readonly ProbeResult Dumb = new() { Silence = DnsStatus.TimedOut };
    private static readonly ProbeResult Worldly = new() { HasTestEntry = true, Worldly = "127.0.0.1" };

    private static readonly ProbeResult Refusing = new()
    {
        Refusal = new Provider(Some.Provider("\"name\": \"a\", \"lookupDomain\": \"a.test\", \"anyMatch\": true"), ProviderKind.Block, 1).Judge(DnsAnswer.WithAddresses(Some.Code("127.255.255.254"))),
    };

    // Dice that always fall in the middle: nothing is spread.
    private readonly ListWatch _watch = new(static () => 0.5);

    [Fact]
    public void Three_refusals_make_it_refused_and_answers_wear_them_off()
    {
        Assert.Equal(HealthState.Healthy, _watch.Step(new AnswerCounts(0, 0, 0, 2, 0), At(1)));
        Assert.Equal(HealthState.Healthy, _watch.Step(new AnswerCounts(4, 0, 0, 0, 0), At(2)));
        Assert.Equal(HealthState.Healthy, _watch.Step(new AnswerCounts(0, 0, 0, 2, 0), At(3)));
        Assert.Equal(HealthState.Refused, _watch.Step(new AnswerCounts(0, 0, 0, 1, 0), At(4)));
        Assert.True(_watch.IsUnfit);
    }

    [Fact]
    public void Two_silences_make_it_suspect_and_four_look_silent_but_do_not_decide()
    {
        _watch.Step(new AnswerCounts(0, 0, 0, 0, 1), At(1));
        Assert.False(_watch.IsSuspect);
        _watch.Step(new AnswerCounts(0, 0, 0, 0, 1), At(2));
        Assert.Equal((true, false, At(1)), (_watch.IsSuspect, _watch.LooksSilent, _watch.SuspectSince));
        _watch.Step(new AnswerCounts(0, 0, 0, 0, 2), At(3));
        Assert.Equal((true, HealthState.Healthy), (_watch.LooksSilent, _watch.State));
        _watch.Absolve();
        Assert.False(_watch.IsSuspect);
    }

    [Fact]
    public void A_refusal_is_no_silence()
    {
        _watch.Step(new AnswerCounts(0, 0, 0, 0, 2), At(1));
        _watch.Step(new AnswerCounts(0, 0, 0, 1, 0), At(2));
        Assert.False(_watch.IsSuspect);
        Assert.Equal(TimeSpan.MinValue, _watch.LastAnswer);
        _watch.Step(new AnswerCounts(1, 0, 0, 0, 0), At(3));
        Assert.Equal(At(3), _watch.LastAnswer);
    }

    [Fact]
    public void A_question_that_failed_calls_for_a_probe_a_second_after_the_last()
    {
        _watch.Probed(Good, Interval, At(100));
        Assert.Equal(At(700), _watch.NextProbe);
        _watch.Step(new AnswerCounts(1, 0, 0, 0, 1), At(105));
        Assert.Equal(At(101), _watch.NextProbe);
    }

    [Fact]
    public void An_unusual_answer_calls_for_a_probe_at_once_but_not_again_within_a_minute()
    {
        _watch.Probed(Good, Interval, At(100));
        _watch.Step(new AnswerCounts(5, 5, 5, 0, 0), At(110));
        Assert.Equal(At(110), _watch.NextProbe);
        _watch.Probed(Good, Interval, At(111));
        _watch.Step(new AnswerCounts(5, 5, 5, 0, 0), At(170));
        Assert.Equal(At(711), _watch.NextProbe);
        _watch.Step(new AnswerCounts(5, 5, 5, 0, 0), At(171));
        Assert.Equal(At(171), _watch.NextProbe);
    }

    [Theory]
    [InlineData(false, HealthState.Silent)]
    [InlineData(true, HealthState.Refused)]
    public void Who_is_blamed_for_silence_is_tried_again_soon(bool refused, HealthState state)
    {
        Assert.Equal(state, _watch.BlameForSilence(refused, At(10)));
        Assert.Equal(At(13), _watch.NextProbe);
        Assert.False(_watch.LooksSilent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_list_that_the_name_servers_could_not_or_would_not_reach_needs_two_good_probes_two_seconds_apart(bool refused)
    {
        var ill = _watch.BlameForSilence(refused, At(10));
        Assert.Equal(ill, _watch.Probed(Good, Interval, At(15)));
        Assert.Equal(At(17), _watch.NextProbe);
        Assert.Equal(HealthState.Healthy, _watch.Probed(Good, Interval, At(20)));
        Assert.Equal((At(620), false), (_watch.NextProbe, _watch.IsSuspect));
    }

    [Fact]
    public void A_list_that_lied_needs_three_half_a_minute_apart_in_a_row()
    {
        _watch.Step(new AnswerCounts(0, 0, 0, 3, 0), At(0));
        _watch.Probed(Good, Interval, At(30));
        Assert.Equal(At(60), _watch.NextProbe);
        _watch.Probed(Good, Interval, At(60));
        Assert.Equal(HealthState.ListsWorld, _watch.Probed(Worldly, Interval, At(90)));
        _watch.Probed(Good, Interval, At(200));
        _watch.Probed(Good, Interval, At(230));
        Assert.Equal(HealthState.Healthy, _watch.Probed(Good, Interval, At(260)));
    }

    [Fact]
    public void A_dead_list_is_tried_each_three_seconds_at_first_and_then_ever_more_seldom()
    {
        _watch.BlameForSilence(false, At(0));
        for (var i = 1; i <= 11; i++)
        {
            _watch.Probed(Dumb, Interval, At(3 * i));
            Assert.Equal(At(3 * i + 3), _watch.NextProbe);
        }

        foreach (var (at, next) in new[] { (36, 6), (42, 12), (54, 24), (78, 48), (126, 96), (222, 192), (414, 384), (798, 600), (1398, 600) })
        {
            _watch.Probed(Dumb, Interval, At(at));
            Assert.Equal(At(at + next), _watch.NextProbe);
        }
    }

    [Fact]
    public void A_lying_list_is_tried_more_seldom_than_a_silent_one()
    {
        _watch.Step(new AnswerCounts(0, 0, 0, 3, 0), At(0));
        foreach (var (at, next) in new[] { (30, 60), (90, 120), (210, 240), (450, 480), (930, 960), (1890, 1800) })
        {
            Assert.Equal(HealthState.Refused, _watch.Probed(Refusing, Interval, At(at)));
            Assert.Equal(At(at + next), _watch.NextProbe);
        }
    }

    [Fact]
    public void What_ails_an_unfit_list_may_change()
    {
        _watch.Probed(Good, Interval, At(0));
        _watch.BlameForSilence(false, At(10));
        Assert.Equal(HealthState.Refused, _watch.Probed(Refusing, Interval, At(15)));
        Assert.Equal(HealthState.Silent, _watch.Probed(Dumb, Interval, At(45)));
        Assert.Equal(HealthState.Refused, _watch.Probed(new ProbeResult { Silence = DnsStatus.Refused }, Interval, At(60)));
        Assert.Equal(HealthState.ListsWorld, _watch.Probed(Worldly, Interval, At(120)));
        Assert.Equal(HealthState.Emptied, _watch.Probed(Missing, Interval, At(180)));
        Assert.Equal(HealthState.Gone, _watch.Probed(Gone, Interval, At(240)));
    }

    [Fact]
    public void Who_relapses_has_to_prove_itself_longer_and_who_has_been_well_for_long_has_not()
    {
        _watch.BlameForSilence(false, At(0));
        Recover(from: 5, probes: 2, 5);
        _watch.BlameForSilence(false, At(609));
        Assert.Equal(At(612), _watch.NextProbe);
        Recover(from: 612, probes: 3, 5);
        _watch.BlameForSilence(false, At(1300));
        Assert.Equal(At(1303), _watch.NextProbe);
        Recover(from: 1303, probes: 2, 5);
    }

    [Fact]
    public void However_often_it_relapses_six_good_probes_are_enough()
    {
        _watch.BlameForSilence(false, At(0));
        Recover(from: 5, probes: 2, 5);
        for (var i = 3; i < 10; i++)
        {
            _watch.BlameForSilence(false, At(i * 100));
            Recover(from: i * 100 + 1, probes: Math.Min(6, i), 5);
        }
    }

    [Fact]
    public void One_probe_that_finds_the_world_listed_is_looked_at_again_in_a_second_and_the_second_decides()
    {
        Assert.Equal(HealthState.Healthy, _watch.Probed(Worldly, Interval, At(1)));
        Assert.Equal(At(2), _watch.NextProbe);
        _watch.Probed(Good, Interval, At(2));
        Assert.Equal(HealthState.Healthy, _watch.Probed(Worldly, Interval, At(3)));
        Assert.Equal(HealthState.ListsWorld, _watch.Probed(Worldly, Interval, At(4)));
    }

    [Fact]
    public void Two_probes_that_are_refused_decide_too()
    {
        Assert.Equal(HealthState.Healthy, _watch.Probed(Refusing, Interval, At(1)));
        Assert.Equal(At(2), _watch.NextProbe);
        Assert.Equal(HealthState.Refused, _watch.Probed(Refusing, Interval, At(2)));
    }

    [Theory]
    [InlineData(false, HealthState.Emptied)]
    [InlineData(true, HealthState.Gone)]
    public void A_test_entry_that_has_gone_twice_half_a_minute_apart_decides(bool gone, HealthState state)
    {
        var found = gone ? Gone : Missing;
        _watch.Probed(Good, Interval, At(0));
        Assert.True(_watch.TestEntrySeen);
        Assert.Equal(HealthState.Healthy, _watch.Probed(found, Interval, At(600)));
        Assert.Equal(At(630), _watch.NextProbe);
        Assert.Equal(state, _watch.Probed(found, Interval, At(630)));
        Assert.True(_watch.TestEntrySeen);
    }

    [Fact]
    public void A_list_on_which_somebody_was_meanwhile_is_not_empty()
    {
        _watch.Probed(Good, Interval, At(0));
        _watch.Probed(Missing, Interval, At(600));
        _watch.Step(new AnswerCounts(10, 1, 0, 0, 0), At(610));
        Assert.Equal(HealthState.Healthy, _watch.Probed(Missing, Interval, At(630)));
        Assert.Equal(HealthState.Healthy, _watch.Probed(Missing, Interval, At(660)));
        Assert.Equal(HealthState.Emptied, _watch.Probed(Missing, Interval, At(690)));
    }

    [Fact]
    public void Slow_or_healthy_is_for_others_to_say_unless_it_is_unfit()
    {
        Assert.Equal(HealthState.Slow, _watch.SetSlow(true));
        Assert.Equal(HealthState.Healthy, _watch.SetSlow(false));
        _watch.BlameForSilence(false, At(1));
        Assert.Equal(HealthState.Silent, _watch.SetSlow(true));
    }

    [Fact]
    public void What_it_is_remembered_as_is_looked_at_at_once()
    {
        _watch.Resume(HealthState.Gone, testEntrySeen: true, At(7));
        Assert.Equal((HealthState.Gone, true, At(7)), (_watch.State, _watch.TestEntrySeen, _watch.NextProbe));
    }

    private void Recover(int from, int probes, int apart)
    {
        for (var i = 1; i < probes; i++, from += apart)
            Assert.Equal(HealthState.Silent, _watch.Probed(Good, Interval, At(from)));
        Assert.Equal(HealthState.Healthy, _watch.Probed(Good, Interval, At(from)));
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);
}
