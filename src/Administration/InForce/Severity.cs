namespace IpBlock.Administration.InForce;

/// <summary>
/// How bad something is. The numbers are what monitoring programs expect (Nagios and its relatives), and the exit codes of <c>ipblock status</c>.
/// </summary>
public enum Severity
{
    /// <summary>All is as it should be.</summary>
    Well = 0,

    /// <summary>Clients are filtered, but something is not as it should be.</summary>
    Warning = 1,

    /// <summary>Clients are not filtered: the process does not run, has no settings, or can ask no list.</summary>
    Critical = 2,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">What it is and what to do, in sentences, without a key.</param>
/// <param name="Subject">
/// What it is about, in words that stay the same as long as it lasts, whatever counts and times the text has: <c>provider/block/SpamCop/suspended</c>. Empty
/// where nobody needs to know it again.
/// </param>
/// <param name="NextStep">What to do, where the text ends with that; else empty.</param>
public sealed record Finding(Severity Severity, string Text, string Subject = "", string NextStep = "");
