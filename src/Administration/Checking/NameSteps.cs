using System.Linq;
using IpBlock.Filtering;

namespace IpBlock.Administration.Checking;

/// <summary>The two rules that look at the client's names.</summary>
internal sealed class NameSteps(Explanation explained, string? helo)
{
    public RuleStep DynamicHost()
    {
        var step = StepOf(VerdictRule.DynamicHost);
        return new RuleStep(step.Rule, "dynamic host", step.Result, OfDynamicHost(step)) { Score = step.Score };
    }

    public RuleStep Helo()
    {
        var step = StepOf(VerdictRule.Helo);
        return new RuleStep(step.Rule, "HELO", step.Result, OfHelo(step)) { IsUntold = helo is null && step.Result == StepResult.Passed };
    }

    private Step StepOf(VerdictRule rule) => explained.Steps.First(step => step.Rule == rule);

    private string OfDynamicHost(Step step)
    {
        var why = explained.ReverseName?.Why;
        return step.Result switch
        {
            StepResult.NotReached => why is null ? "" : "queried nevertheless: " + why,
            StepResult.NotAsked => "dynamicHosts.enabled is false",
            StepResult.Passed when why is null => "an exception of the rule covers the client",
            StepResult.Passed when explained.ReverseName!.IsMatch => why + ", but an exception of the rule contains the client",
            _ => why ?? "",
        };
    }

    private string OfHelo(Step step) => step.Result switch
    {
        StepResult.NotReached => "",
        StepResult.NotAsked => "helo.enabled is false",
        StepResult.Decided or StepResult.Reported => explained.Verdict.Cause().Reason,
        StepResult.Overruled => $"the name {helo} was sent by the client, which is exempt",
        _ => helo is null ? "not given" : $"no problem found with the name {helo}",
    };
}
