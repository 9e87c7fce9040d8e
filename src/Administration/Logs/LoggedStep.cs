using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Reporting;
using IpBlock.Settings;

namespace IpBlock.Administration.Logs;

/// <summary>What a line of the decision log says of one rule (see <see cref="StepsText"/>).</summary>
public sealed class LoggedStep
{
    private LoggedStep(VerdictRule rule, string name, StepResult result)
    {
        Rule = rule;
        Name = name;
        Result = result;
    }

    /// <summary>Which rule.</summary>
    public VerdictRule Rule { get; }

    /// <summary>The provider, the list in a file, or the reverse name that matched; empty where there is none.</summary>
    public string Name { get; }

    /// <summary>What became of it.</summary>
    public StepResult Result { get; }

    /// <summary>What a provider's answer came to; <see cref="ProviderOutcome.Matched"/> stands for any return codes. Null for other rules.</summary>
    public ProviderOutcome? Outcome { get; private init; }

    /// <summary>A provider's return codes.</summary>
    public IReadOnlyList<uint> Codes { get; private init; } = [];

    /// <summary>True when the provider was only reported because it was braked.</summary>
    public bool IsBraked { get; private init; }

    /// <summary>Reads the field. What is not understood, because a later version has written it, is left out.</summary>
    public static IReadOnlyList<LoggedStep> Read(string field)
    {
        if (field.Length == 0)
            return [];
        var steps = new List<LoggedStep>();
        foreach (var part in field.Split(StepsText.Between))
        {
            if (TryRead(part, out var step))
                steps.Add(step);
        }

        return steps;
    }

    private static bool TryRead(string part, [NotNullWhen(true)] out LoggedStep? step)
    {
        step = null;
        var equals = part.IndexOf('=');
        if (equals < 1)
            return false;
        var (kind, answer) = (part[0], part.Substring(equals + 1));
        var name = equals > 2 ? Unescaped(part.Substring(2, equals - 2)) : "";
        var isBraked = answer.Length > 0 && answer[answer.Length - 1] == StepsText.Braked;
        var result = isBraked ? StepResult.Reported : ResultOf(answer);
        if (result is not null)
            answer = answer.Substring(0, answer.Length - 1);
        step = kind switch
        {
            'a' => OfProvider(VerdictRule.AllowProvider, name, answer, result, isBraked: false),
            'b' => OfProvider(VerdictRule.BlockProvider, name, answer, result, isBraked),
            'd' => OfReverseName(answer, result),
            'l' => new LoggedStep(VerdictRule.None, name, result ?? StepResult.Passed),
            'r' when Enum.TryParse<VerdictRule>(name, out var rule) => new LoggedStep(rule, "", result ?? StepResult.Passed),
            _ => null,
        };
        return step is not null;
    }

    private static StepResult? ResultOf(string answer)
    {
        if (answer.Length == 0)
            return null;
        foreach (var result in new[] { StepResult.Decided, StepResult.Added, StepResult.Reported, StepResult.Overruled })
        {
            if (StepsText.MarkOf(result) == answer[answer.Length - 1])
                return result;
        }

        return null;
    }

    private static LoggedStep OfReverseName(string answer, StepResult? result)
    {
        if (result is null)
            return new LoggedStep(VerdictRule.DynamicHost, "", answer is "-" ? StepResult.Passed : StepResult.NoAnswer);
        return new LoggedStep(VerdictRule.DynamicHost, Unescaped(answer), result.Value);
    }

    private static LoggedStep? OfProvider(VerdictRule rule, string name, string answer, StepResult? result, bool isBraked)
    {
        var isHeard = answer.Length == 0 || answer[0] != StepsText.NotHeard;
        var said = isHeard ? answer : answer.Substring(1);
        if (said.Length == 0 || OutcomeOf(said, out var codes) is not { } outcome)
            return null;
        var heard = result ?? outcome switch
        {
            ProviderOutcome.NotListed or ProviderOutcome.Matched => StepResult.Passed,
            ProviderOutcome.Suspended => StepResult.Suspended,
            _ => StepResult.NoAnswer,
        };
        return new LoggedStep(rule, name, isHeard ? heard : StepResult.NotReached) { Outcome = outcome, Codes = codes, IsBraked = isBraked };
    }

    private static ProviderOutcome? OutcomeOf(string said, out IReadOnlyList<uint> codes)
    {
        codes = [];
        if (said.Length == 1 && said[0] == StepsText.NotListed)
            return ProviderOutcome.NotListed;
        if (char.IsDigit(said[0]))
        {
            codes = [.. said.Split(StepsText.BetweenCodes).Select(static text => ReturnCode.TryParse(text, out var code, out _) ? code.Bits : 0).Where(static code => code != 0)];
            return codes.Count > 0 ? ProviderOutcome.Matched : null;
        }

        return Enum.TryParse<ProviderOutcome>(said, out var outcome) ? outcome : null;
    }

    private static string Unescaped(string name) => name.IndexOf('%') < 0 ? name : Uri.UnescapeDataString(name);
}
