using System;
using System.Collections.Generic;
using IpBlock.Filtering.Rules;
using IpBlock.Providers;
using IpBlock.RecipientPolicies;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>What a walk leaves behind: a few bytes for each rule, and the answers in which lists said something, or should have.</summary>
internal struct Trail(RuleChain chain)
{
    private static readonly ProviderAnswer[] None = [];

    private readonly RuleChain? _chain = chain;
    private StepBytes _steps = new(chain.Rules.Length + 1);
    private List<ProviderAnswer>? _answers;

    /// <summary>The exception, entry or list that covers the client; null when none does.</summary>
    public object? Found { get; private set; }

    /// <summary>The rule that has found it.</summary>
    public int FoundAt { get; private set; }

    /// <summary>The sum of the scores, in tenths; 0 where none are added.</summary>
    public int Sum { get; set; }

    /// <summary>The rules; null in a verdict that no walk has made.</summary>
    public readonly RuleChain? Chain => _chain;

    /// <summary>By what the client was judged; null in a verdict that no walk has made.</summary>
    public readonly Measure? Measure => _chain?.Measure;

    public readonly StepResult ResultAt(int place) => _steps.ResultAt(place);

    public readonly ProviderOutcome? OutcomeAt(int place) => _steps.OutcomeAt(place);

    public void Note(int place, StepResult result) => _steps.Note(place, result);

    public void Note(int place, ProviderOutcome outcome) => _steps.Note(place, outcome);

    public void Change(int place, StepResult result) => _steps.Change(place, result);

    public void Find(int place, object? found) => (FoundAt, Found) = (place, found);

    public void Keep(in ProviderAnswer answer) => (_answers ??= []).Add(answer);

    /// <summary>The same trail with another end; this one stays as it is.</summary>
    public readonly Trail With(int place, StepResult result)
    {
        var other = this with { _steps = _steps.Copy() };
        other._steps.Change(place, result);
        return other;
    }

    /// <summary>The answer of a provider that had something to say, or should have had.</summary>
    public readonly ProviderAnswer? AnswerOf(Provider? provider)
    {
        for (var i = 0; i < (_answers?.Count ?? 0); i++)
        {
            if (_answers![i].Provider == provider)
                return _answers[i];
        }

        return null;
    }

    /// <summary>True when a list whose turn came said nothing.</summary>
    public readonly bool IsPartial => _answers is not null && _answers.Exists(static answer => answer.IsMissing);

    public readonly IReadOnlyList<ProviderAnswer> Missing => Those(static answer => answer.IsMissing);

    public readonly IReadOnlyList<ProviderAnswer> Listed =>
        Those(static answer => answer.Outcome == ProviderOutcome.Matched && answer.Provider.Kind == Settings.ProviderKind.Block);

    private readonly Score? ScoreAt(int place)
    {
        if (_steps.ResultAt(place) != StepResult.Added)
            return null;
        return Score.FromTenths(_chain!.Rules[place] is ProviderRule rule ? rule.Score.Of(AnswerOf(rule.Provider)!.Value) : _chain.DynamicHosts.Score);
    }

    private readonly IReadOnlyList<ProviderAnswer> Those(Predicate<ProviderAnswer> wanted) => _answers is null ? None : _answers.FindAll(wanted);

    /// <summary>The steps for whoever wants to read them.</summary>
    /// <param name="late">Lookups of which more may have been answered by now than the verdict has heard; null for none.</param>
    public readonly IReadOnlyList<Step> Steps(ProviderLookups.Asked? late = null)
    {
        if (_chain is null)
            return [];
        var steps = new List<Step>(_chain.Rules.Length + 1);
        for (var place = 0; place < _chain.Rules.Length; place++)
        {
            var rule = _chain.Rules[place];
            var found = place == FoundAt ? Found : null;
            var (outcome, heard) = (_steps.OutcomeAt(place), AnswerOf(rule.Provider));
            if (outcome is null && rule is ProviderRule provider && late?.TryGetAnswer(provider.Index, out var answer) == true)
                (outcome, heard) = (answer.Outcome, answer);
            steps.Add(new Step(rule.Kind, _steps.ResultAt(place), found) { Provider = rule.Provider, Outcome = outcome, Answer = heard, Score = ScoreAt(place) });
        }

        steps.Add(new Step(VerdictRule.Helo, _steps.ResultAt(_chain.HeloPlace)));
        return steps;
    }
}
