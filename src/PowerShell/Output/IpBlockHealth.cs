using IpBlock.Administration.Doctor;
using IpBlock.Administration.InForce;

namespace IpBlock.PowerShell;

/// <summary>One thing that is wrong, or an area in which nothing is.</summary>
public sealed class IpBlockHealth
{
    internal IpBlockHealth(DoctorArea area)
    {
        Area = area.ToString();
        Text = "Well.";
    }

    internal IpBlockHealth(DoctorArea area, DoctorFinding finding)
    {
        Area = area.ToString();
        Id = finding.Id;
        Severity = finding.Severity.ToString();
        SeverityLevel = (int)finding.Severity;
        Subject = finding.Subject;
        Text = finding.Text;
        NextStep = finding.NextStep;
    }

    /// <summary>What was looked at.</summary>
    public string Area { get; }

    /// <summary>Which kind of thing it is, for monitoring: it stays the same from version to version. Empty for an area in which nothing is wrong.</summary>
    public string Id { get; } = "";

    /// <summary>How bad it is: Well, Warning or Critical.</summary>
    public string Severity { get; } = nameof(Administration.InForce.Severity.Well);

    /// <summary>The same as a number, for monitoring: 0, 1 or 2.</summary>
    public int SeverityLevel { get; }

    /// <summary>What is affected: a provider, a list, a file; empty when it is the whole.</summary>
    public string Subject { get; } = "";

    /// <summary>What is wrong.</summary>
    public string Text { get; }

    /// <summary>What to do about it.</summary>
    public string NextStep { get; } = "";

    /// <summary>The id and the text.</summary>
    public override string ToString() => Id.Length > 0 ? Id + ": " + Text : Area + ": " + Text;
}
