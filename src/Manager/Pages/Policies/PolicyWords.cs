using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.Policies;

/// <summary>A recipient policy in words.</summary>
public static class PolicyWords
{
    /// <summary>What is otherwise for its recipients than for everybody, one thing each.</summary>
    public static IEnumerable<string> Differences(RecipientPolicySettings policy)
    {
        if (policy.Mode is { } mode)
            yield return mode == FilterMode.Report ? "Only reports" : "Rejects";
        if (policy.Verdict is { } verdict)
            yield return verdict == VerdictForm.Score ? "Sum of scores" : "First match";
        if (policy.Thresholds is { } thresholds)
            yield return string.Join(", ", Thresholds(thresholds));
        if (policy.Scores.Count > 0)
            yield return "Scores: " + string.Join(", ", policy.Scores.Select(static one => $"{one.Name} {one.Score}"));
        if (policy.RemoveProviders.Count > 0)
            yield return "Without " + string.Join(", ", policy.RemoveProviders);
        if (policy.AddProviders.Count > 0)
            yield return "With " + string.Join(", ", policy.AddProviders);
        if (policy.DeferOnce is { } once)
            yield return once ? "Deferred mail is accepted on retry" : "Mail is deferred each time";
        if (policy.RejectionResponse is not null)
            yield return "Its own error message";
    }

    private static IEnumerable<string> Thresholds(ThresholdSettings thresholds)
    {
        yield return $"Reject from {thresholds.Reject}";
        if (thresholds.Defer is { } defer)
            yield return $"defer from {defer}";
        if (thresholds.Mark is { } mark)
            yield return $"mark from {mark}";
        if (thresholds.Allow is { } allow)
            yield return $"accept down to {allow}";
    }
}
