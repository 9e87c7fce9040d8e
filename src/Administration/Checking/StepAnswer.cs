using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Filtering;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>What a provider has answered in a step, in words.</summary>
public static class StepAnswer
{
    /// <summary>True when there is an answer to speak of.</summary>
    public static bool IsIn(ProviderStep step)
    {
        if (step is null)
            throw new ArgumentNullException(nameof(step));
        return step.Seen is { Answer: not null } && step.Result != StepResult.Suspended;
    }

    /// <summary>The return codes with their meanings, the list's own words, and how it was asked: each a line, without a capital; none without an answer.</summary>
    /// <param name="step">The step.</param>
    /// <param name="withTimes">True to say what was asked and how long it took: nothing that a log has.</param>
    public static IEnumerable<string> Lines(ProviderStep step, bool withTimes)
    {
        if (!IsIn(step))
            yield break;
        var seen = step.Seen!;
        if (step.Codes.Count > 0)
            yield return "answer: " + string.Join(", ", step.Codes.Select(code => Code(seen.Provider.MeaningOf(code), code)));
        if (seen.Reason.Length > 0)
            yield return "answer text: " + seen.Reason;
        if (!withTimes)
            yield break;
        var took = seen.Took.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture);
        yield return $"queried: {seen.Question}, {took} ms, {(seen.IsFromCache ? "from the cache" : "over the network")}";
    }

    private static string Code(string meaning, uint code) => meaning.Length > 0 ? $"{new ReturnCode(code)} ({meaning})" : new ReturnCode(code).ToString();
}
