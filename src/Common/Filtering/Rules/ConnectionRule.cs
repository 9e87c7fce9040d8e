using System;

namespace IpBlock.Filtering.Rules;

/// <summary>A rule that what is known of the connection alone decides: it accepts the client or says nothing.</summary>
internal sealed class ConnectionRule(VerdictRule kind, Func<FilterRequest, bool> accepts) : Rule(kind)
{
    public override bool TryHear(ref Walk walk, out StepResult result)
    {
        result = accepts(walk.Request) ? StepResult.Decided : StepResult.Passed;
        return true;
    }

    public override Verdict Conclude(in Walk walk, TimeSpan took, string reason) => new(walk.Client, VerdictAction.Accept, Kind, took) { Trail = walk.Trail };
}
