using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Editing;
using IpBlock.Administration.InForce;
using IpBlock.Providers.Zones;

namespace IpBlock.Administration.Doctor.Checks;

/// <summary>The settings file itself: its errors, and what is no error and yet hardly meant.</summary>
internal sealed class SettingsCheck : IDoctorCheck
{
    public DoctorArea Area => DoctorArea.Settings;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        IReadOnlyList<DoctorFinding> findings = visit.Settings is { } settings
            ? [.. SettingsWarnings.Of(settings, visit.Clock.UtcNow, SiteZones.Read(visit.SettingsPath).Table)
                .Select(warning => new DoctorFinding("settings.warning", Severity.Warning, visit.SettingsPath, warning + "."))]
            : [.. visit.Load.Errors.Select(error => new DoctorFinding("settings.broken", Severity.Critical, visit.SettingsPath, error.ToString()))];
        return Task.FromResult(findings);
    }
}
