using System.Collections.Generic;
using System.Linq;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Administration.Replay;

/// <summary>The way to a verdict in words, for whoever wants to know why it would be another.</summary>
public static class ReplayedSteps
{
    /// <summary>A sentence for each list that was heard and each rule that had something to say, in the order in which they are heard.</summary>
    public static IReadOnlyList<string> Of(Verdict verdict) => [.. (verdict?.Cause().Steps ?? []).Select(InWords).Where(static words => words.Length > 0)];

    private static string InWords(Step step)
    {
        if (step.Provider is { } provider)
            return step.Result is StepResult.NotReached or StepResult.NotAsked ? "" : $"{provider.Name}: {Answer(step)}{End(step)}";
        return step.Result is StepResult.Decided or StepResult.Reported or StepResult.Overruled or StepResult.Added ? NameOf(step) + End(step) : "";
    }

    private static string NameOf(Step step) => step.List is { } list ? $"{step.Rule} {list.Settings.Name}" : step.Rule.ToString();

    private static string Answer(Step step) => step switch
    {
        { Answer: { Codes.Count: > 0 } answer } => string.Join(", ", answer.Codes.Select(static code => new ReturnCode(code).ToString())),
        { Outcome: ProviderOutcome.NotListed } => "not listed",
        { Outcome: { } outcome } => outcome.ToString(),
        _ => "",
    };

    private static string End(Step step) => step.Result switch
    {
        StepResult.Decided => " (decided)",
        StepResult.Reported => " (report only)",
        StepResult.Overruled => " (overridden by an exception)",
        StepResult.Added => $" (added {step.Score})",
        _ => "",
    };
}
