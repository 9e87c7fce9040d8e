using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs.Reading;
using IpBlock.Fleet.Connection;
using IpBlock.Time;

namespace IpBlock.Fleet.Log;

/// <summary>
/// Brings what the files of the log have and the database has not to the database, a batch at a time, the oldest first. After each batch it rests for as long
/// as that took: a database that is busy is asked less.
/// </summary>
internal sealed class LogUpload(string settingsPath, Clock clock, LogNotices notices, Func<LogToUpload?> wanted)
{
    /// <summary>Some 700 KB: what is read again when the connection breaks.</summary>
    public const int LinesOfABatch = 2_000;

    private static readonly TimeSpan BetweenUpkeeps = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenConnections = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);
    private readonly LogFiles _files = new();
    private readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);
    private (long Files, long Bytes) _lost;
    private TimeSpan? _connectedAt;
    private TimeSpan _upkeptAt;

    /// <summary>How many lines go up at a time.</summary>
    public int BatchLength { get; init; } = LinesOfABatch;

    /// <summary>Uploads what there is; connects only when there is something.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task RunAsync(LogToUpload log, CancellationToken stop)
    {
        // A share that is away has lost nothing, also where this process has not seen yet what is there.
        if (!_files.Look(log.Folder))
            return;
        TellLost(log);
        if (_files.Behind().Count == 0 && _forgotten.Count == 0 && clock.Elapsed - _connectedAt < BetweenConnections)
            return;
        var member = MemberFile.Find(settingsPath, administrator: false) ?? throw new FleetException("this server is no longer a member of a fleet");
        var database = await FleetDatabase.OpenAsync(member, stop).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            var store = await LogStore.OpenAsync(database, stop).ConfigureAwait(false);
            _files.Know(await store.PositionsAsync(stop).ConfigureAwait(false));
            (_connectedAt, _upkeptAt) = (clock.Elapsed, clock.Elapsed);
            TellLost(log);
            await ForgetAsync(store, stop).ConfigureAwait(false);
            foreach (var position in _files.Behind())
            {
                if (!await UploadAsync(store, log, position, stop).ConfigureAwait(false))
                    return;
            }
        }
    }

    // Told at once, if the positions are known, and counted in the database when that is there.
    private void TellLost(LogToUpload log)
    {
        var (files, bytes) = _files.Lost();
        notices.Lost(log.Folder, files, bytes);
        _lost = (_lost.Files + files, _lost.Bytes + bytes);
        _forgotten.UnionWith(_files.Forgotten);
        _files.Forget();
    }

    private async Task ForgetAsync(LogStore store, CancellationToken stop)
    {
        if (_forgotten.Count == 0)
            return;
        await store.ForgetAsync(_forgotten, _lost.Files, _lost.Bytes, stop).ConfigureAwait(false);
        _forgotten.Clear();
        _lost = default;
    }

    /// <returns>False when another process uploads the same log, or it is not to be uploaded any more.</returns>
    private async Task<bool> UploadAsync(LogStore store, LogToUpload log, LogPosition position, CancellationToken stop)
    {
        for (var isMore = true; isMore;)
        {
            if (wanted() != log)
                return false;
            var began = clock.Elapsed;
            var from = position;
            if (await LowPriority.RunAsync("log upload", () => LogBatch.Read(log.Folder, from, BatchLength, log.WithoutMailboxes)).ConfigureAwait(false) is not { } batch)
            {
                // Gone, or another file under the same name, which goes up from its beginning.
                await store.ForgetAsync([position.File], 0, 0, stop).ConfigureAwait(false);
                isMore = position.Position > 0;
                _files.Know(position = LogPosition.Beginning(position.File));
                continue;
            }

            if (batch.To.Position == batch.From.Position)
                return true;
            if (await store.AddAsync(batch, _files.Pending - (batch.To.Position - batch.From.Position), stop).ConfigureAwait(false) is not var (_, ahead))
            {
                _files.Know(await store.PositionsAsync(stop).ConfigureAwait(false));
                return false;
            }

            _files.Know(position = batch.To);
            notices.Uploaded(log);
            notices.Ahead(log.Folder, ahead);
            isMore = batch.IsMore;
            if (isMore)
                await RestAsync(store, log, clock.Elapsed - began, stop).ConfigureAwait(false);
        }

        return true;
    }

    private async Task RestAsync(LogStore store, LogToUpload log, TimeSpan took, CancellationToken stop)
    {
        await clock.Delay(took < LongestRest ? took : LongestRest, stop).ConfigureAwait(false);
        if (clock.Elapsed - _upkeptAt < BetweenUpkeeps)
            return;
        _upkeptAt = clock.Elapsed;
        await store.UpkeepAsync(stop).ConfigureAwait(false);
        if (_files.Look(log.Folder))
            TellLost(log);
        await ForgetAsync(store, stop).ConfigureAwait(false);
    }
}
