using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Providers;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>All providers in the order in which they are heard: what the walk says became of each, and why.</summary>
internal sealed class ProviderSteps(FilterSettings settings, Explanation explained)
{
    public IEnumerable<ProviderStep> All()
    {
        foreach (var provider in ProviderReport.All(settings))
        {
            // Providers that are switched off, or do not count for the recipient, are no part of the walk.
            var step = explained.Steps.FirstOrDefault(step => step.Provider?.Kind == provider.Kind && step.Provider.Priority == provider.Priority);
            if (step is null)
                yield return new ProviderStep(provider, StepResult.NotAsked, null, provider.Settings.Enabled ? WhyNotCounted(provider) : "disabled");
            else
                yield return new ProviderStep(provider, step.Result, explained.SightingOf(step), DetailOf(step)) { Score = step.Score };
        }
    }

    private string WhyNotCounted(ProviderReport provider) => explained.Verdict.Policy is { Length: > 0 } policy
        ? $"it is not used in the policy {policy}"
        : $"onlyInPolicies is true: {provider.Settings.Name} is used only in a policy that adds it";

    private string DetailOf(Step step) => explained.SightingOf(step)?.Answer switch
    {
        { } late when step.Result == StepResult.NotReached => "queried nevertheless: " + InWords(late),
        { } answer => InWords(answer),
        _ => step.Result == StepResult.NotAsked ? "not queried for this address family" : "",
    };

    private static string InWords(ProviderAnswer answer) => answer.Outcome switch
    {
        ProviderOutcome.NotListed => "not listed",
        ProviderOutcome.NotMatched => "listed, but no return code matches: " + ProviderReport.MatchesOf(answer.Provider.Settings),
        ProviderOutcome.Matched => $"listed: {new ReturnCode(answer.Code)} matches {PartOf(answer)}" + Brake(answer.Provider.Health),
        ProviderOutcome.Refused => $"{new ReturnCode(answer.Code)} is an error code and not a listing: {answer.Provider.WhyNoListing(answer.Code)}",
        ProviderOutcome.Late => "no answer in time",
        ProviderOutcome.Overloaded => "not queried: this server has no free socket or buffer",
        ProviderOutcome.NotReached => "not queried before the time limit",
        ProviderOutcome.Backlog => "not queried: too many earlier queries are unanswered",
        ProviderOutcome.Suspended => string.Join("\n", ProviderReport.SentencesOf(answer.Provider.Health)),
        _ => $"the name servers returned no answer ({answer.Dns.Status})",
    };

    private static string Brake(ProviderHealth health) => health.IsBraked ? "\n" + string.Join("\n", ProviderReport.SentencesOf(health)) : "";

    private static string PartOf(ProviderAnswer answer) => answer.MatchedBy switch
    {
        MatchedBy.AnyCode => "anyMatch",
        MatchedBy.BitMask => "bitmaskMatch " + answer.Provider.Settings.BitmaskMatch,
        _ => "ipAddressesMatch " + answer.Provider.Settings.IpAddressesMatch.First(pattern => pattern.Matches(answer.Code)),
    };
}
