using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Files;
using IpBlock.Lists;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Feeds;

/// <summary>What fetching a list and deciding on a version of it have in common: lock, record, the look at a version, putting it in force.</summary>
internal sealed class FeedWork(ListSettings list, FilterSettings settings, string settingsPath, Clock clock)
{
    /// <summary>What is said when another process is at it. Whatever it does takes no longer than a fetch may.</summary>
    public const string Busy = "another process is still fetching it";

    /// <summary>Where the list's files are.</summary>
    public ListPlace Place { get; } = ListPlace.Of(list, settings, settingsPath);

    /// <summary>What tells the record of one address from that of another, without giving it away.</summary>
    public static string SourceOf(ListUrl url) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(url.Reveal().AbsoluteUri)), 0, 16);

    /// <summary>Does something to the list's files while nobody else does, and notes in its record how that went.</summary>
    /// <param name="work">What is to be done; it makes a new record of the one there is.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>The record before and after.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public async Task<(FeedRecord Before, FeedRecord After)> LockedAsync(Func<FeedFiles, FeedRecord, Task<FeedRecord>> work, CancellationToken stop)
    {
        using var folder = OwnedFolder.Open(Path.GetDirectoryName(Place.File)!);
        var files = new FeedFiles(folder, Place);
        using var held = await FeedLock.WaitAsync(folder, Path.GetFileName(Place.Lock), settings.Feeds.Timeout, clock, stop).ConfigureAwait(false);
        var before = Known(files);
        if (held is null)
            return (before, before with { Result = FeedResult.Failed, Why = Busy });
        var after = await work(files, before).ConfigureAwait(false);
        files.Write(after);
        return (before, after);
    }

    /// <summary>Reads a version and says what is wrong with it.</summary>
    public (int Entries, IReadOnlyList<Finding> Findings) Inspect(FeedFiles files, string version, int before)
    {
        using var stream = files.OpenRead(version);
        return FeedInspection.Inspect(stream, list, before, OwnRange.Of(settings, clock.UtcNow));
    }

    /// <summary>Puts a version in force.</summary>
    public FeedRecord TakeOver(FeedFiles files, string version, FeedRecord record, int entries)
    {
        files.TakeOver(version);
        files.MarkFresh(clock.UtcNow);
        return record with { Result = FeedResult.Updated, Why = "", Failures = 0, Entries = entries, Refreshed = clock.UtcNow, Updated = clock.UtcNow };
    }

    /// <summary>Findings in one line. They quote what stands in the list, and a server can put anything there, its own address too.</summary>
    public string InWords(IEnumerable<Finding> findings) =>
        list.Url!.HideIn(Printable.Line(string.Join("; ", findings.Select(static finding => finding.Text))));

    private FeedRecord Known(FeedFiles files)
    {
        var record = files.Known();
        var source = SourceOf(list.Url!);
        return string.Equals(record.Source, source, StringComparison.Ordinal) ? record : new FeedRecord { Source = source };
    }
}
