using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Settings;

namespace IpBlock.Filtering.Rules;

/// <summary>
/// What the sum of the scores comes to. It stands behind all whose scores are added, and hears those that have not answered in their turn as they come, until those that are still
/// missing cannot change anything. Who is to be rejected can wait a moment for them all the same: then the reply is that of the largest score, and does not depend on who answered first.
/// </summary>
internal sealed class ScoreRule(ScoreSum scores) : Rule(VerdictRule.Score)
{
    // RFC 3463: 4.7.1 is a refusal by policy, for now.
    private const int ComeAgain = 451;
    private const string ComeAgainEnhanced = "4.7.1";

    /// <summary>The rules whose scores are added, once they are all made.</summary>
    public IReadOnlyList<Rule> Scored { get; set; } = [];

    public override bool RefusesBy(in Walk walk) => BandOf(walk) is ScoreBand.Reject or ScoreBand.Defer;

    public override ProviderRule? Speaker(in Walk walk) => SpeakerOf(walk) as ProviderRule;

    public override bool TryHear(ref Walk walk, out StepResult result)
    {
        result = StepResult.Passed;
        HearArrived(ref walk);
        while (!scores.HasEnough(walk) && PendingOf(walk) is { Count: > 0 } pending)
        {
            walk.Pending = Task.WhenAny(pending);
            if (!walk.Pending.IsCompleted)
                return false;
            HearArrived(ref walk);
        }

        if (RefusesBy(walk))
        {
            if (!walk.TrySettle(LateName(walk)))
                return false;
            HearArrived(ref walk);
        }

        walk.Pending = null;
        walk.Trail.Sum = walk.Tally.Sum;
        if (BandOf(walk) != ScoreBand.None)
            result = StepResult.Decided;
        return true;
    }

    public override Verdict Conclude(in Walk walk, TimeSpan took, string reason)
    {
        var band = BandOf(walk);
        if (band == ScoreBand.Allow)
            return new Verdict(walk.Client, VerdictAction.Accept, Kind, took) { Trail = walk.Trail };
        var of = SpeakerOf(walk)!.Conclude(walk, took, reason);
        return new Verdict(walk.Client, ActionOf(band), Kind, took)
        {
            Answer = of.Answer,
            Reason = of.Reason,
            Reply = band switch
            {
                ScoreBand.Reject => of.Reply,
                ScoreBand.Defer => new SmtpReply(ComeAgain, ComeAgainEnhanced, of.Reply!.Text),
                _ => null,
            },
            Trail = walk.Trail,
        };
    }

    private static VerdictAction ActionOf(ScoreBand band) => band switch
    {
        ScoreBand.Reject => VerdictAction.Reject,
        ScoreBand.Defer => VerdictAction.Defer,
        _ => VerdictAction.Mark,
    };

    // What has not been heard cannot change the band: both ends lie in the same.
    private ScoreBand BandOf(in Walk walk) => scores.Thresholds.BandOf(walk.Tally.Highest);

    private static Rule? SpeakerOf(in Walk walk) => walk.Tally.Largest >= 0 ? walk.Rules[walk.Tally.Largest] : null;

    private void HearArrived(ref Walk walk)
    {
        for (var i = 0; i < Scored.Count; i++)
        {
            if (walk.Trail.ResultAt(Scored[i].Place) == StepResult.NotReached && Scored[i].TryHear(ref walk, out var result))
                walk.Trail.Note(Scored[i].Place, result);
        }
    }

    // The lookups know the lists; the reverse name, which no provider gives, is waited for as they are.
    private Task? LateName(in Walk walk) => walk.LateAt(Scored.First(static rule => rule.Provider is null).Place);

    private List<Task> PendingOf(in Walk walk)
    {
        var pending = new List<Task>();
        foreach (var rule in Scored)
        {
            if (walk.LateAt(rule.Place) is { IsCompleted: false } late)
                pending.Add(late);
        }

        return pending;
    }
}
