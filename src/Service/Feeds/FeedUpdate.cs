using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Feeds;
using IpBlock.Lists;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Feeds;

/// <summary>Brings one list up to date: asks, looks at what came, puts it in force or aside, and notes how it went.</summary>
internal sealed class FeedUpdate(ListSettings list, FilterSettings settings, string settingsPath, Clock clock, INoticeSink notices, FeedConnector? connector = null)
{
    private readonly FeedWork _work = new(list, settings, settingsPath, clock);

    /// <summary>Fetches the list if there is a new version.</summary>
    /// <exception cref="IOException">The folder cannot be written, or the file of certificates not read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public Task<FeedRecord> RunAsync(CancellationToken stop) => LockedAsync((files, record) => FetchAsync(files, record, stop), stop);

    /// <summary>Takes the version that was held back, if there is one and it can be read.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public Task<FeedRecord> AcceptAsync(CancellationToken stop)
    {
        var held = new HeldVersion(list, settings, settingsPath, clock);
        return LockedAsync((files, record) => Task.FromResult(held.Accept(files, record)), stop);
    }

    private async Task<FeedRecord> LockedAsync(Func<FeedFiles, FeedRecord, Task<FeedRecord>> work, CancellationToken stop)
    {
        var (before, after) = await _work.LockedAsync(work, stop).ConfigureAwait(false);

        // Who was not let in has written nothing, and has nothing to tell.
        if (!string.Equals(after.Why, FeedWork.Busy, StringComparison.Ordinal))
            Tell(before, after);
        return after;
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
        var (entries, findings) = _work.Inspect(files, files.Part, files.HasList ? record.Entries : 0);
        var open = findings.Where(finding => finding.Remembered is null || !record.Accepted.Contains(finding.Remembered, StringComparer.Ordinal)).ToList();
        if (open.Count == 0)
            return _work.TakeOver(files, files.Part, record with { ETag = fetched.ETag, LastModified = fetched.LastModified }, entries);
        files.Hold(files.Part);
        return record with { Result = FeedResult.Held, Why = _work.InWords(open), Failures = 0 };
    }

    // Each trouble is told once, however often it comes again.
    private void Tell(FeedRecord before, FeedRecord after)
    {
        var isNew = before.Result != after.Result || !string.Equals(before.Why, after.Why, StringComparison.Ordinal);
        var wasIll = before.Result is FeedResult.Failed or FeedResult.Held;
        if (after.Result == FeedResult.Held && isNew)
            notices.Write(LogMessages.FeedHeld(list.Name, after.Why, _work.Place.Held));
        if (after.Result == FeedResult.Failed && isNew)
            notices.Write(LogMessages.FeedFailed(list.Name, after.Why, PointInTime.Format(FeedTimes.Next(list, after, clock.UtcNow, 0.5))));
        if (after.Result is FeedResult.Updated or FeedResult.Unchanged && wasIll)
            notices.Write(LogMessages.FeedWellAgain(list.Name));
        if (after.Result == FeedResult.Updated)
            notices.Write(LogMessages.FeedUpdated(list.Name, after.Entries));
    }
}
