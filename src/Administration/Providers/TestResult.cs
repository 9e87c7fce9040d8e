namespace IpBlock.Administration.Providers;

/// <summary>What one test of a list comes to.</summary>
public enum TestResult
{
    /// <summary>The list did what it must, or said what was asked for.</summary>
    Passed,

    /// <summary>The list does not do what every list must, or refuses to answer: mail would be lost or let through.</summary>
    Failed,

    /// <summary>Not as it should be, but good lists do it too.</summary>
    Unsure,

    /// <summary>There was no answer, so nothing is known.</summary>
    Unanswered,
}
