using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Administration.Import;

/// <summary>Weights of another program as scores: <c>verdict: score</c> adds up what lists say, and the sum stands against the thresholds.</summary>
internal sealed class ScoreForm
{
    private const decimal Largest = 1000;
    private readonly int _line;

    private ScoreForm(decimal reject, decimal? mark, decimal? allow, IReadOnlyList<decimal> weights, int line)
    {
        (Reject, Mark, Allow, _line) = (reject, mark, allow, line);
        Alone = Math.Min(Largest, reject - weights.Where(static weight => weight < 0).Sum());
        Most = weights.Where(static weight => weight > 0).Sum();
    }

    /// <summary>From this sum on the client is refused.</summary>
    public decimal Reject { get; }

    /// <summary>From this sum on its mail is marked; null when none is.</summary>
    public decimal? Mark { get; }

    /// <summary>Down to this sum the client is accepted whatever it says with HELO; null when none is.</summary>
    public decimal? Allow { get; }

    /// <summary>The score of a list that refuses by itself, whatever allow providers say: more than all of them together can take away.</summary>
    public decimal Alone { get; }

    /// <summary>What all lists together can add.</summary>
    public decimal Most { get; }

    /// <summary>The score of an allow list that spares from all others.</summary>
    public static decimal Never => -Largest;

    /// <summary>The form; null, with the reason, when these numbers cannot be scores.</summary>
    /// <param name="weights">What the lists add or take away.</param>
    /// <param name="reject">From which sum on a client is refused.</param>
    /// <param name="mark">From which sum on its mail is marked; null for none.</param>
    /// <param name="allow">Down to which sum nothing else is looked at; null for none.</param>
    /// <param name="line">Where the threshold stands.</param>
    /// <param name="why">Why there is no form; null when there is.</param>
    public static ScoreForm? Of(IEnumerable<decimal> weights, decimal reject, decimal? mark, decimal? allow, int line, out string? why)
    {
        var all = weights.ToList();
        var numbers = all.Append(reject).Append(mark ?? reject).Append(allow ?? -reject).ToList();
        why = numbers.Exists(static number => Math.Abs(number) > Largest) ? "scores and thresholds of IpBlock are limited to 1000"
            : numbers.Exists(static number => number * 10 != decimal.Truncate(number * 10)) ? "scores of IpBlock have one decimal place"
            : null;
        return why is null ? new ScoreForm(reject, mark < reject ? mark : null, allow < 0 ? allow : null, all, line) : null;
    }

    /// <summary>
    /// Adds the lists and the settings that make the verdict one of scores. Lists that ask the same for the same codes are one with the sum of their
    /// scores. What a list that is not carried over could have taken away is added to the thresholds, so that nobody is refused whom it spared.
    /// </summary>
    public void AddTo(PlanBuilder plan, IEnumerable<ProviderDraft> drafts)
    {
        var lost = 0m;
        foreach (var same in drafts.GroupBy(static draft => draft.Question, StringComparer.Ordinal))
        {
            var sum = same.Sum(static draft => draft.Score ?? 0);
            var (first, codes) = (same.First(), same.First().Codes.Count);
            if (same.Skip(1).Any())
                first.Remarks.Add("it occurs several times for the same codes; its score is the sum");
            if (sum == 0)
                plan.Refuse("list " + ZoneWords.Shown(first.Zone), first.Line, "its weights add up to 0, so it has no effect");
            else if ((!plan.Add(first.WithScore(sum)) || first.Codes.Count < codes) && sum < 0)
                lost -= sum;
        }

        AddSettings(plan, lost);
    }

    private void AddSettings(PlanBuilder plan, decimal lost)
    {
        var reject = Math.Min(Largest, Reject + lost);
        plan.Set("verdict", "score", _line, $"it applies to all providers: a provider can reject alone only with a score of {Text(reject)} or more");
        if (lost == 0)
            plan.Set("thresholds.reject", Text(reject), _line);
        else
            plan.Set("thresholds.reject", Text(reject), _line,
                $"the threshold is {Text(lost)} higher than before, because lists that are not imported could have lowered the sum");
        if (Mark + lost < reject)
            plan.Set("thresholds.mark", Text(Mark!.Value + lost), _line);
        if (Allow is { } allow)
            plan.Set("thresholds.allow", Text(allow), _line);
    }

    /// <summary>A score as the settings write it.</summary>
    public static string Text(decimal score) => score.ToString("0.#", CultureInfo.InvariantCulture);
}
