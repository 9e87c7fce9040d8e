using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.Running;

/// <summary>What the running processes say of themselves (<see cref="StatusReport"/>), and what their counters and versions say of them.</summary>
internal sealed class RunningCheck : IDoctorCheck
{
    private readonly string _installed;

    public RunningCheck()
        : this(typeof(RunningCheck).Assembly.GetName().Version?.ToString(3) ?? "")
    {
    }

    /// <param name="installed">The version of IpBlock that is installed, which a process has that was started since.</param>
    internal RunningCheck(string installed) => _installed = installed;

    public DoctorArea Area => DoctorArea.Running;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        var report = visit.Status;
        var mayRead = !visit.Text.IsDenied;
        var findings = report.Findings.Where(finding => mayRead || !IsOfTheFile(finding, visit)).Select(finding => Shown(finding, visit.SettingsPath, mayRead))
            .Concat(report.Processes.SelectMany(process => OfProcess(process, visit)));
        return Task.FromResult<IReadOnlyList<DoctorFinding>>([.. findings.Distinct()]);
    }

    // That the file may not be read is said where the settings are.
    private static bool IsOfTheFile(Finding finding, DoctorVisit visit) =>
        finding.Id is "running.hidden" && string.Equals(finding.Subject, visit.SettingsPath, StringComparison.Ordinal);

    private IEnumerable<DoctorFinding> OfProcess(RunningProcess process, DoctorVisit visit) => WithErrors(process.Findings)
        .Where(finding => finding.Severity > Severity.Well && !IsSaidElsewhere(finding, visit.Settings))
        .Select(finding => Shown(finding, process.Name, mayRead: true))
        .Concat(process.IsRunning ? Counted(process) : []);

    // What is wrong with the file is the reason for what is in force, and no fault of its own.
    private static IEnumerable<Finding> WithErrors(IReadOnlyList<Finding> findings)
    {
        var errors = string.Concat(findings.Where(static finding => finding.Id is "running.settingsError").Select(static finding => " " + finding.Text.TrimEnd('.') + "."));
        return findings.Where(static finding => finding.Id is not "running.settingsError")
            .Select(finding => finding.Id is "running.oldSettings" or "running.restoredSettings" or "running.noSettings" ? finding with { Text = finding.Text + errors } : finding);
    }

    private static bool IsSaidElsewhere(Finding finding, FilterSettings? settings) => finding.Id switch
    {
        // Of the settings, by the check of the file; of the lists, by theirs.
        "running.off" => settings is { Enabled: false },
        "running.reportMode" => settings is { Mode: FilterMode.Report },
        "running.oldSettings" or "running.restoredSettings" => settings is null,
        _ => finding.Id.StartsWith("list.", StringComparison.Ordinal),
    };

    private static DoctorFinding Shown(Finding finding, string whole, bool mayRead)
    {
        // Who may not look does not know that nothing runs.
        var (id, severity) = finding.Id is "running.none" && !mayRead ? ("running.hidden", Severity.Warning) : (finding.Id, finding.Severity);
        return new DoctorFinding(id, severity, finding.Subject.Length > 0 && !IsSentence(finding) ? finding.Subject : whole, finding.Text, RunningSteps.Next(id));
    }

    private static bool IsSentence(Finding finding) => string.Equals(finding.Subject, finding.Text, StringComparison.Ordinal);

    private IEnumerable<DoctorFinding> Counted(RunningProcess process)
    {
        if (process.State.Version.Length > 0 && !string.Equals(process.State.Version, _installed, StringComparison.Ordinal))
            yield return Of("running.oldVersion", $"{process.Name} runs version {process.State.Version}, but version {_installed} is installed.");
        if (process.State.Counters.TryGetValue("decisionsLost", out var lost) && lost > 0)
            yield return Of("running.lostLines", $"{process.Name} could not write {Times.Count(lost, "decision", "decisions")} to the log since its start.");
        if (process.State.Counters.TryGetValue("errors", out var errors) && errors > 0)
            yield return Of("running.errors", $"{process.Name} has had {Times.Count(errors, "error", "errors")} since its start.");

        DoctorFinding Of(string id, string text) => new(id, Severity.Warning, process.Name, text, RunningSteps.Next(id));
    }
}
