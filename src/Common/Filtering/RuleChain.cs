using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Filtering.Rules;
using IpBlock.Providers;
using IpBlock.RecipientPolicies;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Filtering;

/// <summary>All rules of one state of the settings in the order in which they are heard, and what their walks share.</summary>
internal sealed class RuleChain
{
    private readonly FilterSettings _settings;
    private readonly DynamicHostRule _dynamicHosts;
    private readonly Provider[] _providers;
    private readonly Tally _ofIPv4;
    private readonly Tally _ofIPv6;

    /// <param name="settings">Validated.</param>
    /// <param name="measure">By what the clients are judged.</param>
    /// <param name="providers">The enabled ones, allow providers first, each kind in order of priority.</param>
    /// <param name="common">What the chains of all measures have in common.</param>
    /// <param name="lookups">Asks the providers.</param>
    /// <param name="clock">Where time comes from.</param>
    public RuleChain(FilterSettings settings, Measure measure, Provider[] providers, CommonRules common, ProviderLookups lookups, Clock clock)
    {
        (_settings, Measure, _providers, Lookups, Clock) = (settings, measure, providers, lookups, clock);
        var scores = measure.Form == VerdictForm.Score ? new ScoreSum(measure.Thresholds, settings.Lookup, settings.OnFailure) : null;
        Answers = (AnswerRule?)scores ?? new FirstMatch();
        _dynamicHosts = new DynamicHostRule(settings.DynamicHosts, common.DynamicHostExceptions, Answers, lookups.Resolver);
        List<Rule> rules = [.. common.OfConnection];
        FirstAnswer = rules.Count;
        AddProviders(ProviderKind.Allow);
        rules.Add(_dynamicHosts);
        AddProviders(ProviderKind.Block);
        if (scores is not null)
            rules.Add(new ScoreRule(scores) { Scored = rules.GetRange(FirstAnswer, rules.Count - FirstAnswer) });
        ScorePlace = rules.Count - 1;
        rules.Add(new SilentListsRule(settings.OnFailure));
        Rules = [.. rules];
        for (var place = 0; place < Rules.Length; place++)
            Rules[place].Place = place;
        MayDefer = settings.OnFailure == OnFailure.Defer || Array.Exists(providers, static provider => provider.Settings.OnFailure == OnFailure.Defer);
        (_ofIPv4, _ofIPv6) = (scores is null ? default : TallyOf(static provider => provider.IPv4), scores is null ? default : TallyOf(static provider => provider.IPv6));

        void AddProviders(ProviderKind kind)
        {
            for (var i = 0; i < providers.Length; i++)
            {
                if (providers[i].Kind == kind && measure.Counts(providers[i].Settings))
                    rules.Add(new ProviderRule(providers[i], i, Answers, measure, lookups.Resolver));
            }
        }
    }

    public Rule[] Rules { get; }

    public Measure Measure { get; }

    public AnswerRule Answers { get; }

    /// <summary>True when there is a list whose silence can have a client deferred.</summary>
    public bool MayDefer { get; }

    public Clock Clock { get; }

    public ProviderLookups Lookups { get; }

    /// <summary>The rule about reverse names, switched on or not.</summary>
    public DynamicHostRule DynamicHosts => _dynamicHosts;

    /// <summary>The place of the first rule that hears an answer.</summary>
    public int FirstAnswer { get; }

    /// <summary>The place of the rule that hears the sum of the scores; means nothing where none are added.</summary>
    public int ScorePlace { get; }

    /// <summary>Behind all others: what a client calls itself is known later.</summary>
    public int HeloPlace => Rules.Length;

    /// <summary>Nothing heard yet, of all that can be heard about the client.</summary>
    public Tally TallyFor(Address client) => client.IsIPv4 ? _ofIPv4 : _ofIPv6;

    public int PlaceOf(VerdictRule kind) => Array.FindIndex(Rules, rule => rule.Kind == kind);

    /// <summary>The lookups of a walk for which something must be asked; nobody is asked yet.</summary>
    public ProviderLookups.Asked Start(in Walk walk) => walk.Asked ?? Lookups.Start(_providers, walk.Client, walk.Started);

    /// <summary>The same with a note of each list's answer.</summary>
    public ProviderLookups.Asked Watch(in Walk walk) => Lookups.Watch(_providers, walk.Client, walk.Started);

    /// <summary>Asks all whose turn is still to come, or in sequential order the first that is waited for.</summary>
    public ProviderLookups.Asked Begin(ref Walk walk)
    {
        var asked = walk.Asked = Start(walk);
        if (asked.HasBegun)
            return asked;
        var known = new ProviderOutcome?[_providers.Length];
        for (var place = FirstAnswer; place < walk.Place; place++)
        {
            if (Rules[place] is ProviderRule rule)
                known[rule.Index] = walk.Trail.OutcomeAt(place);
        }

        if (_settings.Lookup == LookupOrder.Parallel && walk.Place <= _dynamicHosts.Place && _dynamicHosts.Concerns(walk))
            asked.ReverseName = _dynamicHosts.AskAsync(walk.Client);
        asked.Begin(known);
        return asked;
    }

    private Tally TallyOf(Predicate<ProviderSettings> asks)
    {
        var (low, high) = (0, _settings.DynamicHosts.Enabled && _dynamicHosts.Enforces ? _dynamicHosts.Score : 0);
        foreach (var rule in Rules)
        {
            if (rule is not ProviderRule provider || !asks(provider.Provider.Settings))
                continue;
            low += Math.Min(provider.Score.Furthest, 0);
            high += Math.Max(provider.Score.Furthest, 0);
        }

        return new Tally(low, high);
    }
}
