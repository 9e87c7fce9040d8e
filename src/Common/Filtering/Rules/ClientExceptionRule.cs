using System;
using IpBlock.Exceptions;
using IpBlock.Settings;

namespace IpBlock.Filtering.Rules;

/// <summary>The clients that are never refused. By address here; by host name only once the client would be refused otherwise, for that takes lookups (see <see cref="NamedExemptions"/>).</summary>
internal sealed class ClientExceptionRule(FilterSettings settings) : Rule(VerdictRule.ClientException)
{
    private readonly ClientExceptions _exceptions = new(settings.Exceptions.Clients, settings.Nat64Prefix);

    public override bool TryHear(ref Walk walk, out StepResult result)
    {
        walk.Found = _exceptions.Find(walk.Client, walk.Now);
        result = walk.Found is null ? StepResult.Passed : StepResult.Decided;
        return true;
    }

    public override Verdict Conclude(in Walk walk, TimeSpan took, string reason) =>
        new(walk.Client, VerdictAction.Accept, Kind, took) { Exception = (ClientException)walk.Found!, Trail = walk.Trail };
}
