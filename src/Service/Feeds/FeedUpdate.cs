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
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Feeds;

/// <summary>Brings one list up to date: asks, looks at what came, puts it in force or aside, and notes how it went.</summary>
internal sealed class FeedUpdate(ListSettings list, FilterSettings settings, string settingsPath, Clock clock, INoticeSink notices, FeedConnector? connector = null)
{
    /// <summary>What is said when another process is at it. Whatever it does takes no longer than a fetch may.</summary>
    public const string Busy = "another process has been fetching it all the while";

    private readonly ListPlace _place = ListPlace.Of(list, settings, settingsPath);

    /// <summary>What tells the record of one address from that of another, without giving it away.</summary>
    public static string SourceOf(ListUrl url) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(url.Reveal().AbsoluteUri)), 0, 16);

    /// <summary>Fetches the list if there is a new version.</summary>
    /// <exception cref="IOException">The folder cannot be written, or the file of certificates not read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public Task<FeedRecord> RunAsync(CancellationToken stop) => LockedAsync(FetchAsync, stop);

    /// <summary>Takes the version that was held back, if there is one and it can be read.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public Task<FeedRecord> AcceptAsync(CancellationToken stop) => LockedAsync((files, record, _) => Task.FromResult(Accept(files, record)), stop);

    private async Task<FeedRecord> LockedAsync(Func<FeedFiles, FeedRecord, CancellationToken, Task<FeedRecord>> work, CancellationToken stop)
    {
        using var folder = OwnedFolder.Open(Path.GetDirectoryName(_place.File)!);
        var files = new FeedFiles(folder, _place);
        using var held = await FeedLock.WaitAsync(folder, Path.GetFileName(_place.Lock), settings.Feeds.Timeout, clock, stop).ConfigureAwait(false);
        var before = Known(files);
        if (held is null)
            return before with { Result = FeedResult.Failed, Why = Busy };
        var after = await work(files, before, stop).ConfigureAwait(false);
        files.Write(after);
        Tell(before, after);
        return after;
    }

    private FeedRecord Known(FeedFiles files)
    {
        var record = files.Known();
        var source = SourceOf(list.Url!);
        return string.Equals(record.Source, source, StringComparison.Ordinal) ? record : new FeedRecord { Source = source };
    }

    private async Task<FeedRecord> FetchAsync(FeedFiles files, FeedRecord record, CancellationToken stop)
    {
        // Without a file there is nothing that could be unchanged.
        var known = files.HasList ? record : record with { ETag = "", LastModified = null };
        using var client = new FeedClient(settings.Feeds, settingsPath, connector);
        try
        {
            var fetched = await client.FetchAsync(list.Url!, known, files, stop).ConfigureAwait(false);
            var tried = record with { Tried = clock.UtcNow, NotBefore = fetched.RetryAfter is { } wait ? clock.UtcNow + wait : null };
            if (fetched.Problem is { } problem)
                return tried with { Result = FeedResult.Failed, Why = problem, Failures = record.Failures + 1 };
            if (fetched.IsUnchanged || files.IsSame(files.Part))
                return Unchanged(files, fetched.IsUnchanged ? tried : tried with { ETag = fetched.ETag, LastModified = fetched.LastModified });
            return Judge(files, tried, fetched);
        }
        finally
        {
            files.Delete(files.Part);
        }
    }

    private FeedRecord Unchanged(FeedFiles files, FeedRecord record)
    {
        // The server has gone back to the version that we have.
        files.ForgetHeld();
        files.MarkFresh(clock.UtcNow);
        return record with { Result = FeedResult.Unchanged, Why = "", Failures = 0, Refreshed = clock.UtcNow };
    }

    private FeedRecord Judge(FeedFiles files, FeedRecord record, Fetched fetched)
    {
        var (entries, findings) = Inspect(files, files.Part, files.HasList ? record.Entries : 0);
        var open = findings.Where(finding => finding.Remembered is null || !record.Accepted.Contains(finding.Remembered, StringComparer.Ordinal)).ToList();
        if (open.Count == 0)
            return TakeOver(files, files.Part, record with { ETag = fetched.ETag, LastModified = fetched.LastModified }, entries);
        files.Hold(files.Part);
        return record with { Result = FeedResult.Held, Why = InWords(open), Failures = 0 };
    }

    private FeedRecord Accept(FeedFiles files, FeedRecord record)
    {
        if (!files.HasHeld)
            return record with { Result = FeedResult.Failed, Why = "nothing of this list is held back" };
        var (entries, findings) = Inspect(files, files.Held, before: 0);
        if (findings.Where(static finding => finding.IsFatal).ToList() is { Count: > 0 } fatal)
            return record with { Result = FeedResult.Held, Why = InWords(fatal) + "; it cannot be accepted" };
        var accepted = findings.Select(static finding => finding.Remembered).OfType<string>().Union(record.Accepted, StringComparer.Ordinal).ToList();

        // Whatever marks the server gave belong to another version now.
        return TakeOver(files, files.Held, record with { Accepted = accepted, ETag = "", LastModified = null }, entries);
    }

    private (int Entries, IReadOnlyList<Finding> Findings) Inspect(FeedFiles files, string version, int before)
    {
        using var stream = files.OpenRead(version);
        return FeedInspection.Inspect(stream, list, before, OwnRange.Of(settings, clock.UtcNow));
    }

    private FeedRecord TakeOver(FeedFiles files, string version, FeedRecord record, int entries)
    {
        files.TakeOver(version);
        files.MarkFresh(clock.UtcNow);
        return record with { Result = FeedResult.Updated, Why = "", Failures = 0, Entries = entries, Refreshed = clock.UtcNow, Updated = clock.UtcNow };
    }

    // Each trouble is told once, however often it comes again.
    private void Tell(FeedRecord before, FeedRecord after)
    {
        var isNew = before.Result != after.Result || !string.Equals(before.Why, after.Why, StringComparison.Ordinal);
        var wasIll = before.Result is FeedResult.Failed or FeedResult.Held;
        if (after.Result == FeedResult.Held && isNew)
            notices.Write(LogMessages.FeedHeld(list.Name, after.Why, _place.Held));
        if (after.Result == FeedResult.Failed && isNew)
            notices.Write(LogMessages.FeedFailed(list.Name, after.Why, PointInTime.Format(FeedTimes.Next(list, after, clock.UtcNow, 0.5))));
        if (after.Result is FeedResult.Updated or FeedResult.Unchanged && wasIll)
            notices.Write(LogMessages.FeedWellAgain(list.Name));
        if (after.Result == FeedResult.Updated)
            notices.Write(LogMessages.FeedUpdated(list.Name, after.Entries));
    }

    // A finding quotes what stands in the list, and a server can put anything there.
    private string InWords(IEnumerable<Finding> findings) => Shown.Without(list.Url!, Printable.Line(string.Join("; ", findings.Select(static finding => finding.Text))));
}
