namespace IpBlock.Sessions;

/// <summary>
/// How often a refusal that is only reported, and need not wait for the recipients, is logged. Where it waits, every door logs it for each of them.
/// </summary>
public enum ReportHabit
{
    /// <summary>Once in a session, and again for each name that the client calls itself by.</summary>
    OnceAndForEachHelo,

    /// <summary>Once in a session.</summary>
    Once,

    /// <summary>At every point at which the door asks.</summary>
    Always,
}
