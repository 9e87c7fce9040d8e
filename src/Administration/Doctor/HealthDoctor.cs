using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Catalogue;
using IpBlock.Administration.Doctor.Lists;
using IpBlock.Administration.Doctor.Machine;
using IpBlock.Administration.Doctor.MailServers;
using IpBlock.Administration.Doctor.NameServers;
using IpBlock.Administration.Doctor.Providers;
using IpBlock.Administration.Doctor.Running;
using IpBlock.Administration.Doctor.SettingsChecks;
using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor;

/// <summary>
/// Looks for everything that is known to make a filter reject good mail, let spam through or slow mail down, and says what to do about it. It changes
/// nothing but the note of the day on which lists answered, which the catalogue shows.
/// The checks run side by side, and none can keep the others from being shown: one that fails or takes too long is itself a finding.
/// </summary>
public sealed class HealthDoctor
{
    /// <summary>How long a run takes at the most: what is not done by then is said.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<IDoctorCheck> _checks;
    private readonly Func<DoctorVisit, DnsSurvey, string?> _note;

    /// <summary>Makes all checks.</summary>
    public HealthDoctor()
        : this(AllChecks())
    {
    }

    internal HealthDoctor(IReadOnlyList<IDoctorCheck> checks, Func<DoctorVisit, DnsSurvey, string?>? note = null) => (_checks, _note) = (checks, note ?? Note);

    /// <summary>Runs every check.</summary>
    public async Task<DoctorReport> RunAsync(DoctorVisit visit, CancellationToken stop = default)
    {
        if (visit is null)
            throw new ArgumentNullException(nameof(visit));
        var started = visit.Clock.Elapsed;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var timeIsUp = visit.Clock.Delay(Limit, limit.Token);
        var runs = _checks.Select(check => RunAsync(check, visit, timeIsUp, limit.Token)).ToList();
        var found = await Task.WhenAll(runs).ConfigureAwait(false);
        var notNoted = await NoteAsync(visit, timeIsUp).ConfigureAwait(false);
        limit.Cancel();
        stop.ThrowIfCancellationRequested();
        var repeats = Repeats.In([.. found.SelectMany(static findings => findings)]);
        var areas = _checks.Select((check, place) => (check.Area, Findings: found[place])).GroupBy(static part => part.Area).OrderBy(static group => group.Key)
            .Select(group => new DoctorAreaReport(
                group.Key, [.. group.SelectMany(static part => part.Findings).Where(finding => !repeats.Contains(finding)).OrderByDescending(static finding => finding.Severity)]));
        return new DoctorReport([.. areas], visit.Clock.Elapsed - started, notNoted);
    }

    // Like a check: what is noted must keep nobody from seeing what was found, and the disk may not answer.
    private async Task<string?> NoteAsync(DoctorVisit visit, Task timeIsUp)
    {
        if (visit.Surveyed is not { } surveyed)
            return null;
        var note = Task.Run(async () => _note(visit, await surveyed.ConfigureAwait(false)));
        try
        {
            return await Task.WhenAny(note, timeIsUp).ConfigureAwait(false) == note ? await note.ConfigureAwait(false) : "the file was not written in time";
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }

    private static string? Note(DoctorVisit visit, DnsSurvey survey)
    {
        var seen = survey.Lists.Where(static list => list.IsAsItMustBe)
            .Select(list => CatalogueOf.Provider(visit.Catalogue, list.Provider.Settings)).OfType<CatalogueEntry>();
        return ProbedDays.Note(visit.SettingsPath, [.. seen], visit.Clock.UtcNow);
    }

    // On the pool: a check may read a disk that does not answer.
    private static async Task<IReadOnlyList<DoctorFinding>> RunAsync(IDoctorCheck check, DoctorVisit visit, Task timeIsUp, CancellationToken stop)
    {
        var run = Task.Run(() => check.LookAsync(visit, stop), stop);
        try
        {
            return await Task.WhenAny(run, timeIsUp).ConfigureAwait(false) == run ? await run.ConfigureAwait(false) : [Unfinished(check)];
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return [Unfinished(check)];
        }
        catch (Exception failure)
        {
            return [new DoctorFinding("doctor.failed", Severity.Warning, check.GetType().Name, $"{check.GetType().Name} failed: {failure.Message}")];
        }
    }

    private static DoctorFinding Unfinished(IDoctorCheck check) => new(
        "doctor.unfinished", Severity.Warning, check.GetType().Name,
        $"{check.GetType().Name} did not finish in time.", "Run the command again. If the problem remains, a disk or a name server does not answer.");

    internal static IReadOnlyList<IDoctorCheck> AllChecks() =>
    [
        new SettingsCheck(),
        new RunningCheck(),
        new MailServersCheck(),
        new ListsCheck(),
        new ListContentsCheck(),
        new FeedFolderCheck(),
        new CertificatesCheck(),
        new RightsCheck(),
        new DiskCheck(),
        new ClockCheck(),
        new OpenFilesCheck(),
        new UnitCheck(),
        new NameServersCheck(),
        new ProvidersCheck(),
        new QuotaCheck(),
    ];
}
