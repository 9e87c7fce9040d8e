using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>What a sum of scores comes to.</summary>
public sealed class IpBlockThreshold
{
    private IpBlockThreshold(string policy, VerdictForm verdict, ThresholdSettings thresholds)
    {
        RecipientPolicy = policy;
        Verdict = verdict.ToString();
        Reject = Number(thresholds.Reject)!.Value;
        Defer = Number(thresholds.Defer);
        Mark = Number(thresholds.Mark);
        Allow = Number(thresholds.Allow);
    }

    /// <summary>The recipient policy that they are of; empty for those for everybody.</summary>
    public string RecipientPolicy { get; }

    /// <summary>How answers become a verdict; the thresholds count where it is Score.</summary>
    public string Verdict { get; }

    /// <summary>From this sum on the client is rejected.</summary>
    public decimal Reject { get; }

    /// <summary>From this sum on the client is deferred; null when none is.</summary>
    public decimal? Defer { get; }

    /// <summary>From this sum on mail is accepted and marked; null when none is.</summary>
    public decimal? Mark { get; }

    /// <summary>Down to this sum the client is accepted, whatever it says with HELO; null when none is.</summary>
    public decimal? Allow { get; }

    /// <summary>What holds for everybody, or by a policy, which has those for everybody unless it has its own.</summary>
    internal static IpBlockThreshold Of(FilterSettings settings, RecipientPolicySettings? policy) =>
        new(policy?.Name ?? "", policy?.Verdict ?? settings.Verdict, policy?.Thresholds ?? settings.Thresholds);

    private static decimal? Number(Score? score) => score is { } known ? known.Tenths / 10m : null;
}
