using System;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Filtering.Rules;

/// <summary>
/// A list stayed silent whose silence is to defer the client. An error code does not count: the list has said that it will not answer, coming again would change nothing, and all
/// mail would wait for ever. Nor does a list that only reports, nor one that has been suspended for long.
/// </summary>
internal sealed class SilentListsRule(OnFailure otherwise) : Rule(VerdictRule.ListsSilent)
{
    public override bool Refuses => true;

    public override bool IsAnswer => true;

    public override bool TryHear(ref Walk walk, out StepResult result)
    {
        result = walk.IsDecided ? StepResult.NotReached : walk.Trail.IsPartial && AsksToDefer(walk.Trail) ? StepResult.Decided : StepResult.Passed;
        return true;
    }

    public override Verdict Conclude(in Walk walk, TimeSpan took, string reason) =>
        new(walk.Client, VerdictAction.Defer, Kind, took) { Reply = RejectionReply.ComeAgain, Trail = walk.Trail };

    private bool AsksToDefer(in Trail trail)
    {
        foreach (var answer in trail.Missing)
        {
            var counts = answer.Outcome switch
            {
                ProviderOutcome.Refused => false,
                ProviderOutcome.Suspended => answer.Provider.Health.Defers,
                _ => true,
            };
            if (counts && answer.Provider.Enforces && (answer.Provider.Settings.OnFailure ?? otherwise) == OnFailure.Defer)
                return true;
        }

        return false;
    }
}
