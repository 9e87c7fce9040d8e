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
/// <param name="Id">
/// Which kind of thing it is, as <c>running.cutOff</c> or <c>list.held</c>. With the subject it tells one finding from another while counts and times in its
/// text change; it stays the same from version to version.
/// </param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Subject">What is affected: a provider, a list, a name server, a door; empty when it is the whole process. Never a key.</param>
/// <param name="Text">What it is and what to do, in sentences, without a key.</param>
/// <param name="NextStep">What to do, where the text ends with that; else empty.</param>
public sealed record Finding(string Id, Severity Severity, string Subject, string Text, string NextStep = "");
