using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Lists;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.Lists;

/// <summary>
/// What stands in the files that the administrator keeps: so much of the internet that it is hardly meant, or lines that are no entries. A list that is fetched is looked
/// at when it comes.
/// </summary>
internal sealed class ListContentsCheck : IDoctorCheck
{
    // As for lists that are fetched.
    private const double Absurd = 0.25;
    private const long Largest = 32 << 20;

    public DoctorArea Area => DoctorArea.Lists;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop) => Task.FromResult<IReadOnlyList<DoctorFinding>>(
        visit.Settings is { } settings
            ? [.. settings.Lists.Where(static list => list is { Enabled: true, Url: null }).SelectMany(list => Of(list, ListPlace.Of(list, settings, visit.SettingsPath).File, stop))]
            : []);

    private static IEnumerable<DoctorFinding> Of(ListSettings list, string path, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (TryRead(path, list.Format) is not { } content || content.Report.Refusal is not null)
            yield break;
        var share = Math.Max(content.Set.IPv4Share, content.Set.IPv6Share);
        if (share > Absurd)
            yield return DoctorFinding.Warning("list.wide", list.Name, $"List {list.Name} {(list.Kind == ListKind.Block ? "rejects" : "accepts")} {share.ToString("0 %", CultureInfo.InvariantCulture)} of all "
                + $"{(content.Set.IPv4Share >= content.Set.IPv6Share ? "IPv4" : "IPv6")} addresses.", "Check the file for networks that are too large, such as 0.0.0.0/1: " + path);
        if (content.Report is { BadLineCount: > 0 } report)
            yield return DoctorFinding.Warning("list.badLines", list.Name, $"List {list.Name} has {Times.Count(report.BadLineCount, "line that is not valid and was skipped", "lines that are not valid and were skipped")}; the first is "
                + $"{report.BadLines[0].ToString().TrimEnd('.')}.", "Correct them in " + path);
    }

    // What cannot be read is said by the check of the lists.
    private static ListContent? TryRead(string path, ListFormat format)
    {
        try
        {
            using var stream = ListContent.Open(path);
            return stream.Length <= Largest ? ListContent.Read(stream, format) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
