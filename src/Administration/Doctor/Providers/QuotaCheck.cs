using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Catalogue;
using IpBlock.Administration.InForce;
using IpBlock.Administration.Logs;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.Providers;

/// <summary>
/// How often each list has been asked within a day, against what its operator allows. By our own counts: of the records that the decision log keeps
/// for each hour, and where it has none, of what the running
/// processes have counted in the last hour.
/// </summary>
internal sealed class QuotaCheck : IDoctorCheck
{
    private const double Near = 0.8;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public DoctorArea Area => DoctorArea.Providers;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        if (visit.Settings is not { } settings)
            return Task.FromResult<IReadOnlyList<DoctorFinding>>([]);
        var limited = settings.BlockProviders.Select(static provider => (Kind: ProviderKind.Block, Provider: provider))
            .Concat(settings.AllowProviders.Select(static provider => (Kind: ProviderKind.Allow, Provider: provider)))
            .Where(static one => one.Provider.Enabled)
            .Select(one => (one.Kind, one.Provider.Name, Entry: CatalogueOf.Provider(visit.Catalogue, one.Provider)))
            .Where(static one => one.Entry?.QueriesPerDay is not null).ToList();
        if (limited.Count == 0)
            return Task.FromResult<IReadOnlyList<DoctorFinding>>([]);
        var logged = Logged(visit, settings, stop);
        var counted = logged.Count > 0 ? logged : InLastHour(visit);
        var since = logged.Count > 0 ? "in the last 24 hours" : "a day, at the rate of the last hour";
        var findings = new List<DoctorFinding>();
        foreach (var (kind, name, entry) in limited)
        {
            if (counted.TryGetValue((kind, name), out var queries) && Of(name, entry!, queries, since) is { } finding)
                findings.Add(finding);
        }

        return Task.FromResult<IReadOnlyList<DoctorFinding>>(findings);
    }

    private static DoctorFinding? Of(string name, CatalogueEntry entry, long queries, string since)
    {
        var limit = entry.QueriesPerDay!.Value;
        if (queries < limit * Near)
            return null;
        var isOver = queries >= limit;
        return new DoctorFinding("provider.quota", isOver ? Severity.Critical : Severity.Warning, name,
            $"{name} was queried {Count(queries)} times {since}; the operator of the list allows {Count(limit)} a day free of charge"
                + (isOver ? ", and it can refuse to answer." : "."),
            "Ask the operator of the list for a key or a data feed" + (entry.TermsPage.Length > 0 ? $" ({entry.TermsPage})" : "")
                + ". Queries of other servers that use the same name servers also count.");
    }

    private static Dictionary<(ProviderKind Kind, string Name), long> Logged(DoctorVisit visit, FilterSettings settings, CancellationToken stop)
    {
        var counted = new Dictionary<(ProviderKind Kind, string Name), long>();
        var reader = DecisionLogReader.For(settings, visit.SettingsPath);
        try
        {
            foreach (var _ in reader.ReadNew(LineFilter.None, visit.Clock.UtcNow - Day, usage =>
            {
                stop.ThrowIfCancellationRequested();
                counted[(usage.Kind, usage.Name)] = (counted.TryGetValue((usage.Kind, usage.Name), out var before) ? before : 0) + usage.Counts.Queries;
            }))
            {
                stop.ThrowIfCancellationRequested();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Who may not read the log is told of that elsewhere, and half a count is none.
            counted.Clear();
        }

        return counted;
    }

    private static Dictionary<(ProviderKind Kind, string Name), long> InLastHour(DoctorVisit visit)
    {
        var counted = new Dictionary<(ProviderKind Kind, string Name), long>();
        foreach (var provider in visit.Status.Processes.Where(static process => process.IsRunning).SelectMany(static process => process.State.Providers))
        {
            var key = (provider.Kind, provider.Name);
            counted[key] = (counted.TryGetValue(key, out var before) ? before : 0) + provider.LastHour.Queries * 24;
        }

        return counted;
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
