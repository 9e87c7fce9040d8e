using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor;

/// <summary>
/// What a process says of a provider or of the name servers, where a check has asked them itself and found the same: one fault is told once, by whoever knows more of it.
/// </summary>
internal static class Repeats
{
    /// <summary>Those that need not be told.</summary>
    public static HashSet<DoctorFinding> In(IReadOnlyList<DoctorFinding> all)
    {
        var isDown = all.Any(static finding => Is(finding, "line.") || (Is(finding, "resolver.") && finding.Severity == Severity.Critical));
        return [.. all.Where(finding => finding.Id switch
        {
            "running.suspended" => isDown || IsAsked("provider.", finding.Subject),
            "running.nameServer" => isDown || IsAsked("resolver.", finding.Subject),
            "running.cutOff" => isDown,
            _ => false,
        })];

        bool IsAsked(string area, string subject) => all.Any(finding => Is(finding, area) && string.Equals(finding.Subject, subject, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Is(DoctorFinding finding, string area) => finding.Id.StartsWith(area, StringComparison.Ordinal);
}
