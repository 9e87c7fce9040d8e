using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>What becomes of a client by the sum of its scores.</summary>
[SettingObject("the thresholds")]
public sealed class ThresholdSettings : IChecked
{
    /// <summary>From this sum on the client is rejected.</summary>
    [Setting("A client whose sum is this or more is rejected. 1 by default, the default score of one list.", Min = "0.1", Max = "1000")]
    public Score Reject { get; init; } = Score.FromTenths(10);

    /// <summary>From this sum on the client is deferred; null when none is.</summary>
    [Setting("A client whose sum is this or more, but less than reject, receives 451 and retries later; see also deferOnce.", Default = "none", Min = "0.1", Max = "1000")]
    public Score? Defer { get; init; }

    /// <summary>From this sum on mail is accepted and marked; null when none is.</summary>
    [Setting("Mail of a client whose sum is this or more, but less than defer and reject, is accepted and marked with a header field; see mark.", Default = "none", Min = "0.1", Max = "1000")]
    public Score? Mark { get; init; }

    /// <summary>Down to this sum, or below it, the client is accepted and HELO is not looked at; null when none is.</summary>
    [Setting("A client whose sum is this or less is accepted, and the HELO rule is not evaluated. Must be below zero: only allow providers have negative scores.", Default = "none", Min = "-1000", Max = "-0.1")]
    public Score? Allow { get; init; }

    /// <summary>What the sum comes to.</summary>
    internal ScoreBand BandOf(int tenths) =>
        tenths >= Reject.Tenths ? ScoreBand.Reject
        : tenths >= Defer?.Tenths ? ScoreBand.Defer
        : tenths >= Mark?.Tenths ? ScoreBand.Mark
        : tenths <= Allow?.Tenths ? ScoreBand.Allow
        : ScoreBand.None;

    IEnumerable<Flaw> IChecked.Check()
    {
        if (Defer >= Reject)
            yield return OutOfOrder("defer", Defer.Value, "reject", Reject);
        if (Mark >= Reject)
            yield return OutOfOrder("mark", Mark.Value, "reject", Reject);
        if (Mark >= Defer)
            yield return OutOfOrder("mark", Mark.Value, "defer", Defer.Value);
    }

    private static Flaw OutOfOrder(string lower, Score low, string higher, Score high) =>
        new(lower, $"{lower} is {low} and {higher} is {high}, so {lower} never applies", $"set {lower} below {higher}") { About = [lower, higher] };
}

/// <summary>Between which thresholds a sum lies.</summary>
internal enum ScoreBand
{
    /// <summary>Nothing is to be done about the client.</summary>
    None,

    /// <summary>At or below <c>allow</c>.</summary>
    Allow,

    /// <summary>From <c>mark</c> on.</summary>
    Mark,

    /// <summary>From <c>defer</c> on.</summary>
    Defer,

    /// <summary>From <c>reject</c> on.</summary>
    Reject,
}
