using System.Linq;
using IpBlock.Administration.Doctor;
using IpBlock.Administration.InForce;
using IpBlock.Service.Commands.Status;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Diagnosis;

/// <summary>What the doctor found, for a reader: area by area, what is wrong, its id in brackets, and below it what to do.</summary>
internal static class DoctorText
{
    public static void Print(Session session, DoctorReport report)
    {
        var page = new StatusPage(session.Out);
        var worst = report.Findings.Count(finding => finding.Severity == report.Severity);
        page.Line(report.Severity switch
        {
            Severity.Well => "No problems found.",
            Severity.Warning => $"WARNING: {(worst == 1 ? "1 problem found" : worst + " problems found")}.",
            _ => "CRITICAL: clients are not filtered, or not filtered correctly.",
        });
        foreach (var area in report.Areas)
        {
            session.Out.WriteLine();
            page.Line($"{Title(area.Area)}: {Word(area)}");
            foreach (var finding in area.Findings)
            {
                page.Item(finding.Severity switch { Severity.Critical => "!!", Severity.Warning => " !", _ => " -" }, $"{finding.Text} [{finding.Id}]");
                if (finding.NextStep.Length > 0)
                    page.Item("   >", finding.NextStep);
            }
        }

        if (report.NotNoted is { } why)
        {
            session.Out.WriteLine();
            page.Line($"The probe results could not be saved for the catalogue: {why}.");
        }
    }

    private static string Word(DoctorAreaReport area) => area.Severity switch
    {
        Severity.Critical => "critical",
        Severity.Warning => "warning",
        _ => area.Findings.Count == 0 ? "healthy" : "healthy, with a remark",
    };

    private static string Title(DoctorArea area) => area switch
    {
        DoctorArea.Running => "Processes",
        DoctorArea.MailServer => "Mail server",
        DoctorArea.NameServers => "Name servers",
        DoctorArea.Machine => "This server",
        _ => area.ToString(),
    };
}
