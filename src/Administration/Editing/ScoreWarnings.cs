using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Providers;
using IpBlock.RecipientPolicies;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>Scores and thresholds that are good settings, and can do nothing.</summary>
internal sealed class ScoreWarnings(FilterSettings settings)
{
    private readonly List<(string Place, Measure Measure, RecipientPolicySettings? Policy)> _measures =
    [
        ("", Measure.ForEverybody(settings), null),
        .. settings.RecipientPolicies
            .Select((policy, i) => (Place("recipientPolicies", i) + ".", Measure.Of(settings, policy), (RecipientPolicySettings?)policy))
            .Where(static one => one.Item3!.Enabled),
    ];

    /// <summary>One sentence each, with its place.</summary>
    public IEnumerable<SettingsWarning> All() => WithoutSums().Concat(OutOfReach()).Concat(ForNobody());

    private IEnumerable<SettingsWarning> WithoutSums()
    {
        var adds = _measures.Exists(static one => one.Measure.Form == VerdictForm.Score);
        if (IsSet(settings.Thresholds) && !_measures.Exists(static one => one.Measure.Form == VerdictForm.Score && one.Policy?.Thresholds is null))
            yield return Unused("thresholds", "they have no effect, because verdict is firstMatch; set verdict to score, or remove them");
        var scored = settings.BlockProviders.Concat(settings.AllowProviders)
            .Where(static provider => provider.Score is not null || provider.Scores.Count > 0).Select(static provider => provider.Name).ToList();
        if (!adds && scored.Count > 0)
            yield return Unused("verdict", $"it is firstMatch, so the scores of {InWords(scored)} have no effect; set verdict to score, or remove them");
        foreach (var (place, measure, policy) in _measures)
        {
            if (policy is null || measure.Form == VerdictForm.Score)
                continue;
            const string Why = "they have no effect, because the policy's verdict is firstMatch; set verdict of the policy to score, or remove them";
            if (policy.Thresholds is not null)
                yield return Unused(place + "thresholds", Why);
            if (policy.Scores.Count > 0)
                yield return Unused(place + "scores", Why);
        }
    }

    private IEnumerable<SettingsWarning> OutOfReach()
    {
        foreach (var (place, measure, policy) in _measures)
        {
            // What a policy takes over as it is has been told of once.
            if (measure.Form != VerdictForm.Score || IsAsForEverybody(policy))
                continue;
            var (low, high) = Reach(measure);
            var thresholds = measure.Thresholds;
            foreach (var (name, threshold) in new[] { ("reject", (Score?)thresholds.Reject), ("defer", thresholds.Defer), ("mark", thresholds.Mark) })
            {
                if (threshold is { } above && above > high && AnybodyScores)
                    yield return TooFar(place, name, above, "the sum of all scores that can be added is " + high);
            }

            if (thresholds.Allow is { } below && below < low)
                yield return TooFar(place, "allow", below, "the sum of all scores below zero is " + low);
        }
    }

    private static bool IsAsForEverybody(RecipientPolicySettings? policy) =>
        policy is { Verdict: null, Thresholds: null, Scores.Count: 0, AddProviders.Count: 0, RemoveProviders.Count: 0 };

    // Before the first list is there nothing is to be said of sums.
    private bool AnybodyScores => settings.DynamicHosts.Enabled || settings.BlockProviders.Any(static provider => provider.Enabled);

    private static SettingsWarning TooFar(string place, string name, Score threshold, string reach) => new(
        "settings.unreachable", $"{place}thresholds.{name}", $"{place}thresholds.{name}",
        $"no sum reaches {threshold}: {reach}; change the threshold or the scores of the providers");

    private static SettingsWarning Unused(string place, string words) => new("settings.scoresUnused", place, place, words);

    private IEnumerable<SettingsWarning> ForNobody()
    {
        foreach (var (array, providers) in new[] { ("blockProviders", settings.BlockProviders), ("allowProviders", settings.AllowProviders) })
        {
            for (var i = 0; i < providers.Count; i++)
            {
                var provider = providers[i];
                if (provider is { Enabled: true, OnlyInPolicies: true } && !_measures.Exists(one => one.Measure.Counts(provider)))
                {
                    yield return new SettingsWarning("settings.countsForNobody", provider.Name, Place(array, i) + ".onlyInPolicies",
                        $"no recipient policy adds {provider.Name}, so it is never used; add it to addProviders of a policy, or remove onlyInPolicies");
                }
            }
        }
    }

    // A client is asked about by IPv4 or by IPv6: the sum that can be reached is that of the family that reaches further.
    private (Score Low, Score High) Reach(Measure measure)
    {
        var names = settings.DynamicHosts is { Enabled: true, Mode: FilterMode.Enforce } dynamicHosts ? dynamicHosts.Score.Tenths : 0;
        var (low, high) = (0, 0);
        foreach (var asks in new Predicate<ProviderSettings>[] { static provider => provider.IPv4, static provider => provider.IPv6 })
        {
            var scores = Furthest(measure, settings.BlockProviders, ProviderKind.Block, asks)
                .Concat(Furthest(measure, settings.AllowProviders, ProviderKind.Allow, asks)).ToList();
            low = Math.Min(low, scores.Sum(static score => Math.Min(score, 0)));
            high = Math.Max(high, names + scores.Sum(static score => Math.Max(score, 0)));
        }

        return (Score.FromTenths(low), Score.FromTenths(high));
    }

    private static IEnumerable<int> Furthest(Measure measure, IReadOnlyList<ProviderSettings> providers, ProviderKind kind, Predicate<ProviderSettings> asks) =>
        from provider in providers
        where provider.Enabled && measure.Counts(provider) && asks(provider)
        select new ProviderScore(new Provider(provider, kind, 1), measure.ScoreOf(provider)).Furthest;

    private static bool IsSet(ThresholdSettings thresholds) =>
        thresholds.Reject != new ThresholdSettings().Reject || thresholds.Defer is not null || thresholds.Mark is not null || thresholds.Allow is not null;

    private static string Place(string array, int index) => array + "[" + index.ToString(CultureInfo.InvariantCulture) + "]";

    private static string InWords(List<string> names) =>
        names.Count <= 3 ? string.Join(", ", names) : $"{names[0]} and {(names.Count - 1).ToString(CultureInfo.InvariantCulture)} other providers";
}
