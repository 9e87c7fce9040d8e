using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Lists;
using IpBlock.Reporting.State;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.Lists;

/// <summary>Lists in files and feeds: as the running processes have them, or, where none runs, as this account finds them.</summary>
internal sealed class ListsCheck : IDoctorCheck
{
    private static readonly Dictionary<string, string> Steps = new(StringComparer.Ordinal)
    {
        ["list.missing"] = "Create the file. To fetch it, run ipblock lists update. To see its path, run ipblock lists show.",
        ["list.unusable"] = "To see the file and the line, run ipblock lists show.",
        ["list.oldVersion"] = "Correct the file. To see its path, run ipblock lists show.",
        ["list.stale"] = "To fetch it, run ipblock lists update. If you maintain the list, update its file, or raise its expiresAfter.",
        ["list.fetchFailed"] = "To retry now, run ipblock lists update. Until it is fetched, the previous version is used.",
    };

    public DoctorArea Area => DoctorArea.Lists;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        var running = visit.Status.Processes.Where(static process => process.IsRunning && process.State.Settings.AreInForce).ToList();
        var findings = running.Count > 0 ? running.SelectMany(static process => process.State.Lists).SelectMany(Findings)
            : visit.Settings is { } settings ? OfFiles(settings, visit)
            : [DoctorVisit.NotLookedAt("content of the lists")];
        return Task.FromResult<IReadOnlyList<DoctorFinding>>([.. findings.Distinct()]);
    }

    private static IEnumerable<DoctorFinding> Findings(ListState list) => StateFindings.OfList(list)
        .Select(static finding => new DoctorFinding(finding.Id, finding.Severity, finding.Subject, finding.Text, Steps.TryGetValue(finding.Id, out var step) ? step : ""));

    private static IEnumerable<DoctorFinding> OfFiles(FilterSettings settings, DoctorVisit visit)
    {
        using var lists = ListStore.Load(settings, visit.SettingsPath, visit.Clock);
        var records = new FeedRecords();
        return [.. lists.Current.All.SelectMany(list => FileReading.MayRead(list.Place.File)
            ? Findings(ListState.Of(list, records.Of(list), visit.Clock.UtcNow))
            : [new DoctorFinding("list.hidden", Severity.Warning, list.Settings.Name,
                $"This account cannot read {list.Place.File}, so it is not known whether the list {list.Settings.Name} can be used.", "Run ipblock doctor as root or as an administrator.")])];
    }
}
