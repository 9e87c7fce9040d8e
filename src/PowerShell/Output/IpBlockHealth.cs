using IpBlock.Administration.Doctor;
using IpBlock.Administration.InForce;

namespace IpBlock.PowerShell;

/// <summary>One thing that is wrong, or an area in which nothing is.</summary>
public sealed class IpBlockHealth
{
    internal IpBlockHealth(DoctorArea area)
    {
        Area = area;
        Text = "Well.";
    }

    internal IpBlockHealth(DoctorArea area, DoctorFinding finding)
    {
        Area = area;
        Id = finding.Id;
        Severity = finding.Severity;
        Subject = finding.Subject;
        Text = finding.Text;
        NextStep = finding.NextStep;
    }

    /// <summary>What was looked at.</summary>
    public DoctorArea Area { get; }

    /// <summary>Which kind of thing it is, for monitoring: it stays the same from version to version. Empty for an area in which nothing is wrong.</summary>
    public string Id { get; } = "";

    /// <summary>How bad it is: Well (0), Warning (1), Critical (2).</summary>
    public Severity Severity { get; }

    /// <summary>What is affected: a provider, a list, a file; empty when it is the whole.</summary>
    public string Subject { get; } = "";

    /// <summary>What is wrong.</summary>
    public string Text { get; }

    /// <summary>What to do about it.</summary>
    public string NextStep { get; } = "";

    /// <summary>The id and the text.</summary>
    public override string ToString() => Id.Length > 0 ? Id + ": " + Text : Area + ": " + Text;
}
