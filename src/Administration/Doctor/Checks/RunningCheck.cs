using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor.Checks;

/// <summary>What the running processes say of themselves: see <see cref="StatusReport"/>.</summary>
internal sealed class RunningCheck : IDoctorCheck
{
    public DoctorArea Area => DoctorArea.Running;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        var report = StatusReport.Read(visit.SettingsPath, visit.Clock);
        var findings = report.Findings.Select(finding => Of("running.none", visit.SettingsPath, finding))
            .Concat(report.Processes.SelectMany(static process => process.Findings.Select(finding => Of("running.state", process.Name, finding))));
        return Task.FromResult<IReadOnlyList<DoctorFinding>>([.. findings]);
    }

    private static DoctorFinding Of(string id, string subject, Finding finding) => new(id, finding.Severity, subject, finding.Text);
}
