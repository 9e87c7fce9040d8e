using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Providers;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>All providers in the order in which they are heard, with what was seen of each.</summary>
internal sealed class ProviderSteps(FilterSettings settings, Explanation explained)
{
    private readonly Provider? _decider = explained.Verdict.Cause().Answer?.Provider;

    public IEnumerable<ProviderStep> All()
    {
        var isDecided = explained.Providers.Count == 0 && explained.Verdict.Cause().Rule is not (VerdictRule.None or VerdictRule.DynamicHost or VerdictRule.Helo);
        foreach (var provider in ProviderReport.All(settings))
        {
            isDecided |= provider.Kind == ProviderKind.Block && explained.Verdict.Cause().Rule == VerdictRule.DynamicHost && settings.DynamicHosts.Mode == FilterMode.Enforce;
            var seen = explained.Providers.FirstOrDefault(seen => seen.Provider.Kind == provider.Kind && seen.Provider.Priority == provider.Priority);
            var step = Step(provider, seen, isDecided);
            isDecided |= step.Result is StepResult.Decided or StepResult.Overruled || (step.Result == StepResult.Reported && step.Seen!.Provider.Enforces);
            yield return step;
        }
    }

    private ProviderStep Step(ProviderReport provider, ProviderSighting? seen, bool isDecided)
    {
        if (!provider.Settings.Enabled)
            return new ProviderStep(provider, StepResult.NotAsked, null, "disabled");
        if (isDecided)
            return new ProviderStep(provider, StepResult.NotReached, seen, seen?.Answer is { } late ? "asked all the same: " + InWords(late) : "");
        if (seen?.Answer is not { } answer)
            return new ProviderStep(provider, StepResult.NotAsked, seen, "not asked about addresses of this family");
        return new ProviderStep(provider, ResultOf(answer), seen, InWords(answer));
    }

    private StepResult ResultOf(ProviderAnswer answer) => answer.Outcome switch
    {
        ProviderOutcome.Matched when !answer.Provider.Enforces || explained.Verdict.Reported is not null => StepResult.Reported,
        ProviderOutcome.Matched => answer.Provider == _decider ? StepResult.Decided : StepResult.Overruled,
        ProviderOutcome.Refused => StepResult.ErrorCode,
        ProviderOutcome.Suspended => StepResult.Suspended,
        ProviderOutcome.Late or ProviderOutcome.Failed or ProviderOutcome.NotReached or ProviderOutcome.Overloaded or ProviderOutcome.Backlog => StepResult.NoAnswer,
        _ => StepResult.Passed,
    };

    private static string InWords(ProviderAnswer answer) => answer.Outcome switch
    {
        ProviderOutcome.NotListed => "not listed",
        ProviderOutcome.NotMatched => "listed, but no code is a match: " + ProviderReport.MatchesOf(answer.Provider.Settings),
        ProviderOutcome.Matched => $"listed: {new ReturnCode(answer.Code)} matches by {PartOf(answer)}" + Brake(answer.Provider.Health),
        ProviderOutcome.Refused => $"{new ReturnCode(answer.Code)} is no listing: {answer.Provider.WhyNoListing(answer.Code)}",
        ProviderOutcome.Late => "no answer in time",
        ProviderOutcome.Overloaded => "not asked: this machine has no socket or buffer left",
        ProviderOutcome.NotReached => "its turn did not come before the time was up",
        ProviderOutcome.Backlog => "not asked: too many earlier questions to it are unanswered",
        ProviderOutcome.Suspended => string.Join("\n", ProviderReport.SentencesOf(answer.Provider.Health)),
        _ => $"the name servers gave no answer ({answer.Dns.Status})",
    };

    private static string Brake(ProviderHealth health) => health.IsBraked ? "\n" + string.Join("\n", ProviderReport.SentencesOf(health)) : "";

    private static string PartOf(ProviderAnswer answer) => answer.MatchedBy switch
    {
        MatchedBy.AnyCode => "anyMatch",
        MatchedBy.BitMask => "bitmaskMatch " + answer.Provider.Settings.BitmaskMatch,
        _ => "ipAddressesMatch " + answer.Provider.Settings.IpAddressesMatch.First(pattern => pattern.Matches(answer.Code)),
    };
}
