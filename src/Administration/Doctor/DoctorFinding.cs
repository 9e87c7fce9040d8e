using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor;

/// <summary>One thing that is wrong, and what to do about it. It never holds a customer's key.</summary>
/// <param name="Id">
/// Which kind of thing it is, as <c>resolver.public</c>: words in lower case, with a dot behind the area. It stays the same from version to version, for monitoring and tests.
/// </param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Subject">What is affected: a provider, a name server, a file; empty when it is the whole.</param>
/// <param name="Text">What is wrong, in sentences.</param>
/// <param name="NextStep">What the administrator does next, in sentences; empty when the text says it.</param>
public sealed record DoctorFinding(string Id, Severity Severity, string Subject, string Text, string NextStep = "")
{
    /// <summary>One of severity <see cref="Severity.Warning"/>.</summary>
    internal static DoctorFinding Warning(string id, string subject, string text, string nextStep) => new(id, Severity.Warning, subject, text, nextStep);
}
