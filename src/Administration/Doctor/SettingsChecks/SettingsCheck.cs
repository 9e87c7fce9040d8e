using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Editing;
using IpBlock.Administration.InForce;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.SettingsChecks;

/// <summary>The settings file itself: its errors, what can never act, and what rejects or accepts too much.</summary>
internal sealed class SettingsCheck : IDoctorCheck
{
    public DoctorArea Area => DoctorArea.Settings;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<DoctorFinding>>([.. visit.Settings is { } settings ? Folded.Of(All(settings, visit)) : Unusable(visit)]);

    private static IEnumerable<DoctorFinding> All(FilterSettings settings, DoctorVisit visit)
    {
        var now = visit.Clock.UtcNow;
        return IdleSettings.Of(settings, now)
            .Concat(OpenSettings.Of(settings, now))
            .Concat(HarshSettings.Of(settings, now, visit.Catalogue))
            .Concat(SettingsWarnings.All(settings, now, visit.Zones)
                .Select(static warning => new DoctorFinding(warning.Id, Severity.Warning, warning.Subject, warning + ".")));
    }

    private static IEnumerable<DoctorFinding> Unusable(DoctorVisit visit)
    {
        var (id, severity, step) = visit.Text switch
        {
            { IsMissing: true } => ("settings.missing", Severity.Critical, ""),
            { IsDenied: true } => ("settings.unreadable", Severity.Warning, "Checks that depend on the settings were skipped."),
            _ => ("settings.broken", Severity.Critical,
                "To see which settings are active, run ipblock status. To check the file again, run ipblock config validate."),
        };
        return visit.Load.Errors.Select(error => new DoctorFinding(id, severity, visit.SettingsPath, Sentence(error.ToString()), step));
    }

    private static string Sentence(string text) => text.EndsWith(".", System.StringComparison.Ordinal) ? text : text + ".";
}
