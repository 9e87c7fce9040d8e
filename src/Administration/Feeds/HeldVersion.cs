using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Lists;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Feeds;

/// <summary>The version of a fetched list that was not put in force because something is wrong with it, for an administrator to decide on.</summary>
public sealed class HeldVersion
{
    private readonly FeedWork _work;
    private readonly ListSettings _list;

    /// <summary>The held version of one of the settings' lists with a url.</summary>
    /// <param name="list">The list.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="settingsPath">Where they stand: the lists are found from there.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="ArgumentException">The list has no url, so that nothing of it is fetched.</exception>
    public HeldVersion(ListSettings list, FilterSettings settings, string settingsPath, Clock clock)
    {
        _list = list ?? throw new ArgumentNullException(nameof(list));
        if (list.Url is null)
            throw new ArgumentException("The list has no URL.", nameof(list));
        _work = new FeedWork(list, settings, settingsPath, clock);
    }

    /// <summary>True when there is one.</summary>
    public bool IsThere => File.Exists(_work.Place.Held);

    /// <summary>What tells the record of the list's address from that of another, without giving it away.</summary>
    /// <exception cref="ArgumentException">The list has no url.</exception>
    public static string SourceOf(ListSettings list) => FeedWork.SourceOf(list?.Url ?? throw new ArgumentException("The list has no URL.", nameof(list)));

    /// <summary>In what it differs from the version in force.</summary>
    /// <exception cref="IOException">One of the two cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One of the two may not be read.</exception>
    public VersionDifference Compare() => VersionDifference.Between(Read(_work.Place.File), Read(_work.Place.Held));

    /// <summary>Puts it in force as it lies there, if it can be read. That it lists an own address is accepted for later versions too.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public async Task<FeedRecord> AcceptAsync(CancellationToken stop) =>
        (await _work.LockedAsync((files, record) => Task.FromResult(Accept(files, record)), stop).ConfigureAwait(false)).After;

    /// <summary>Removes it; the version in force stays. It is held back again when the next fetch finds it unchanged.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public async Task<FeedRecord> DropAsync(CancellationToken stop) =>
        (await _work.LockedAsync((files, record) => Task.FromResult(Drop(files, record)), stop).ConfigureAwait(false)).After;

    internal FeedRecord Accept(FeedFiles files, FeedRecord record)
    {
        if (!files.HasHeld)
            return Nothing(record);
        var (entries, findings) = _work.Inspect(files, files.Held, before: 0);
        if (findings.Where(static finding => finding.IsFatal).ToList() is { Count: > 0 } fatal)
            return record with { Result = FeedResult.Held, Why = _work.InWords(fatal) + "; it cannot be accepted" };
        var accepted = findings.Select(static finding => finding.Remembered).OfType<string>().Union(record.Accepted, StringComparer.Ordinal).ToList();

        // Whatever marks the server gave belong to another version now.
        return _work.TakeOver(files, files.Held, record with { Accepted = accepted, ETag = "", LastModified = null }, entries);
    }

    private static FeedRecord Drop(FeedFiles files, FeedRecord record)
    {
        if (!files.HasHeld)
            return Nothing(record);
        files.ForgetHeld();
        return record with { Result = files.HasList ? FeedResult.Unchanged : FeedResult.None, Why = "" };
    }

    private static FeedRecord Nothing(FeedRecord record) => record with { Result = FeedResult.Failed, Why = "no version of this list is held back" };

    private ListContent? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        using var stream = ListContent.Open(path);
        return ListContent.Read(stream, _list.Format);
    }
}
