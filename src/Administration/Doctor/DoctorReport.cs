using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor;

/// <summary>What one run has found.</summary>
public sealed class DoctorReport
{
    internal DoctorReport(IReadOnlyList<DoctorAreaReport> areas, TimeSpan took, string? notNoted)
    {
        Areas = areas;
        Took = took;
        NotNoted = notNoted;
    }

    /// <summary>
    /// Why the day on which lists answered could not be noted for the catalogue (<see cref="Catalogue.ProbedDays"/>), as a clause; null when it was. No
    /// fault: an account for monitoring need not write there.
    /// </summary>
    public string? NotNoted { get; }

    /// <summary>What was looked at, in its order, with what was found there.</summary>
    public IReadOnlyList<DoctorAreaReport> Areas { get; }

    /// <summary>How long the run took.</summary>
    public TimeSpan Took { get; }

    /// <summary>All findings, the worst first.</summary>
    public IReadOnlyList<DoctorFinding> Findings =>
        [.. Areas.SelectMany(static area => area.Findings).OrderByDescending(static finding => finding.Severity)];

    /// <summary>The worst of all.</summary>
    public Severity Severity => Areas.Select(static area => area.Severity).DefaultIfEmpty(Severity.Well).Max();
}

/// <summary>What was found in one area.</summary>
/// <param name="Area">What was looked at.</param>
/// <param name="Findings">The worst first; empty when all is well.</param>
public sealed record DoctorAreaReport(DoctorArea Area, IReadOnlyList<DoctorFinding> Findings)
{
    /// <summary>The worst of the findings.</summary>
    public Severity Severity => Findings.Count > 0 ? Findings.Max(static finding => finding.Severity) : Severity.Well;
}
