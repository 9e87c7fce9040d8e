namespace IpBlock.Settings;

/// <summary>How the answers about a client become a verdict.</summary>
public enum VerdictForm
{
    /// <summary>The first provider in order of priority that matches decides, as in Exchange.</summary>
    FirstMatch,

    /// <summary>The scores of all that match are added, and the sum stands against the thresholds.</summary>
    Score,
}
