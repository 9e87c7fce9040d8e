using System.Collections.Generic;
using System.Globalization;
using System.Text;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Reporting;

/// <summary>
/// What each list said about a client and what became of it, as text for the decision log: <c>b:Spamhaus ZEN=127.0.0.4!;b:SpamCop=-;b:New list=?127.0.0.2</c>. It says enough to judge the
/// client again by other settings, and to tell later why it was decided so.
/// </summary>
/// <remarks>
/// In the order in which the rules are heard: <c>a:</c> an allow provider, <c>b:</c> a block provider, <c>d</c> the reverse name, <c>l:</c> a list in a file that holds the client, <c>r:</c> another
/// rule that decided nothing although it matched. Behind the equals sign: <c>-</c> not listed, the return codes with a plus between them, or why there is none (Late, Failed, ...). A question
/// mark in front: it was not heard any more. At the end: <c>!</c> it decided, <c>*</c> its score was added, <c>~</c> it is only reported, <c>|</c> the same because the list is braked, <c>^</c> an exception overruled it.
/// </remarks>
public static class StepsText
{
    internal const char Between = ';';
    internal const char NotListed = '-';
    internal const char NotHeard = '?';
    internal const char BetweenCodes = '+';
    internal const char Braked = '|';

    // The percent sign first: it stands in front of those that are replaced.
    private static readonly char[] Special = ['%', ';', '=', '!', '~', '^', '*', '|'];

    /// <summary>The text of a verdict; empty when no list was asked and none holds the client.</summary>
    public static string Of(Verdict verdict)
    {
        var text = new StringBuilder();
        foreach (var step in verdict.Trail.Steps(verdict.Asked))
        {
            if (step.Provider is { } provider)
                Provider(text, step, provider);
            else if (step.Rule == VerdictRule.DynamicHost)
                ReverseName(text, step, verdict);
            else if (step.List is { } list && step.Result != StepResult.Passed)
                Part(text, "l:", list.Settings.Name).Append(MarkOf(step.Result));
            else if (step.Rule != VerdictRule.Helo && step.Result is StepResult.Overruled or StepResult.Reported)
                Part(text, "r:", step.Rule.ToString()).Append(MarkOf(step.Result));
        }

        return text.ToString();
    }

    internal static char? MarkOf(StepResult result) => result switch
    {
        StepResult.Decided => '!',
        StepResult.Added => '*',
        StepResult.Reported => '~',
        StepResult.Overruled => '^',
        _ => null,
    };

    private static void Provider(StringBuilder text, Step step, Provider provider)
    {
        if (step.Outcome is not { } outcome)
            return;
        Part(text, provider.Kind == ProviderKind.Allow ? "a:" : "b:", provider.Name);
        if (step.Result == StepResult.NotReached)
            text.Append(NotHeard);
        if (outcome == ProviderOutcome.NotListed)
            text.Append(NotListed);
        else if (step.Answer is { Codes.Count: > 0 } answer)
            Codes(text, answer.Codes);
        else
            text.Append(outcome);
        text.Append(step.Result == StepResult.Reported && provider.Health.IsBraked ? Braked : MarkOf(step.Result));
    }

    private static void Codes(StringBuilder text, IReadOnlyList<uint> codes)
    {
        for (var i = 0; i < codes.Count; i++)
            text.Append(i == 0 ? "" : BetweenCodes.ToString()).Append(new ReturnCode(codes[i]));
    }

    // The name itself only where the rule matched: names are long, and others say nothing.
    private static void ReverseName(StringBuilder text, Step step, Verdict verdict)
    {
        if (step.Result is StepResult.NotReached or StepResult.NotAsked)
            return;
        Part(text, "d", "");
        if (step.Result == StepResult.NoAnswer)
            text.Append(ProviderOutcome.Failed);
        else if (step.Result == StepResult.Passed)
            text.Append(NotListed);
        else
            text.Append(Escaped(verdict.ReverseName ?? ""));
        text.Append(MarkOf(step.Result));
    }

    private static StringBuilder Part(StringBuilder text, string kind, string name)
    {
        if (text.Length > 0)
            text.Append(Between);
        return text.Append(kind).Append(Escaped(name)).Append('=');
    }

    // What would end a part, or be taken for the end of a name.
    private static string Escaped(string name)
    {
        if (name.IndexOfAny(Special) < 0)
            return name;
        foreach (var special in Special)
            name = name.Replace(special.ToString(), "%" + ((int)special).ToString("X2", CultureInfo.InvariantCulture));
        return name;
    }
}
