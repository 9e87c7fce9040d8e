using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>The two rules that look at the client's names.</summary>
internal sealed class NameSteps(FilterSettings settings, Explanation explained, string? helo)
{
    private readonly Verdict _cause = explained.Verdict.Cause();

    public RuleStep DynamicHost()
    {
        var (result, detail) = OfDynamicHost();
        return new RuleStep(VerdictRule.DynamicHost, "dynamic host", result, detail);
    }

    public RuleStep Helo()
    {
        var (result, detail) = OfHelo();
        return new RuleStep(VerdictRule.Helo, "HELO", result, detail) { IsUntold = helo is null && settings.Helo.Enabled && result == StepResult.Passed };
    }

    private (StepResult, string) OfDynamicHost()
    {
        if (_cause.Rule == VerdictRule.DynamicHost)
            return (Refused, _cause.Reason);
        if (_cause.Rule is not VerdictRule.None and < VerdictRule.DynamicHost && !IsExemptByName)
            return (StepResult.NotReached, explained.ReverseName is { } late ? "asked all the same: " + late.Why : "");
        if (!settings.DynamicHosts.Enabled)
            return (StepResult.NotAsked, "dynamicHosts.enabled is false");
        if (explained.ReverseName is not { } seen)
            return (StepResult.Passed, "an exception of the rule covers the client");
        if (seen.Status > DnsStatus.NoRecords)
            return (StepResult.NoAnswer, seen.Why);
        if (!seen.IsMatch)
            return (StepResult.Passed, seen.Why);
        if (IsExemptByName)
            return (StepResult.Overruled, seen.Why);
        return settings.DynamicHosts.Mode == FilterMode.Report ? (StepResult.Reported, seen.Why) : (StepResult.Passed, seen.Why + ", but an exception of the rule names it");
    }

    private (StepResult, string) OfHelo()
    {
        if (_cause.Rule == VerdictRule.Helo)
            return (Refused, _cause.Reason);
        if (_cause.Rule is not (VerdictRule.None or VerdictRule.ListsSilent))
            return (StepResult.NotReached, "");
        if (!settings.Helo.Enabled)
            return (StepResult.NotAsked, "helo.enabled is false");
        return (StepResult.Passed, helo is null ? "not given" : $"nothing is wrong with the name {helo}");
    }

    private bool IsExemptByName => explained.Verdict.Exception?.Client.HostName is not null;

    private StepResult Refused => explained.Verdict.Reported is null ? StepResult.Decided : StepResult.Reported;
}
