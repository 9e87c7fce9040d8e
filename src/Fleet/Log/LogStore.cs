using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Fleet.Connection;
using Npgsql;

namespace IpBlock.Fleet.Log;

/// <summary>A server's log in the fleet's database, as far as the server itself sees it.</summary>
internal sealed class LogStore(FleetDatabase database, int member)
{
    private const int SecondsForDay = 1800;
    private const int SecondsMore = 10;
    private readonly HashSet<DateOnly> _days = [];

    /// <summary>The first and the last day of which decisions are taken.</summary>
    public (DateOnly First, DateOnly Last) Window { get; private set; }

    /// <exception cref="FleetException">The database cannot be used.</exception>
    public static async Task<LogStore> OpenAsync(FleetDatabase database, CancellationToken stop)
    {
        var store = new LogStore(database, (int)(await database.ScalarAsync("select ipblock.me()", stop).ConfigureAwait(false))!);
        await store.UpkeepAsync(stop).ConfigureAwait(false);
        await store.PrepareAsync([], stop).ConfigureAwait(false);
        return store;
    }

    /// <summary>What is done once a minute for all servers, by whichever comes first.</summary>
    public async Task UpkeepAsync(CancellationToken stop)
    {
        if (await database.ScalarAsync("select ipblock.log_upkeep()", stop).ConfigureAwait(false) is true)
            await SumDayAsync(stop).ConfigureAwait(false);
    }

    public Task<List<LogPosition>> PositionsAsync(CancellationToken stop) => database.QueryAsync(
        "select file, position, print, fields, seen from ipblock.log_file where member = $1",
        static row => new LogPosition(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetString(3), row.GetInt64(4)),
        stop,
        member);

    /// <summary>Forgets files that are not there any more, with how much of them is lost.</summary>
    public Task ForgetAsync(IReadOnlyCollection<string> files, long lostFiles, long lostBytes, CancellationToken stop) =>
        database.ExecuteAsync("select ipblock.log_gone($1, $2, $3)", stop, files.ToArray(), lostFiles, lostBytes);

    /// <summary>Adds the lines and how far the file has gone up, both or neither.</summary>
    /// <param name="batch">The lines.</param>
    /// <param name="pending">How many bytes of the log are still to go up after it.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>How many decisions were left out, for they are dated beyond what the database keeps; null when another process of this server was quicker,
    /// and nothing was added.</returns>
    /// <exception cref="FleetException">It cannot be done, and nothing was added.</exception>
    public async Task<(int TooOld, int Ahead)?> AddAsync(LogBatch batch, long pending, CancellationToken stop)
    {
        await PrepareAsync(batch.Decisions.Select(static decision => DayOf(decision)).ToHashSet(), stop).ConfigureAwait(false);
        var tooOld = batch.Decisions.Count(decision => DayOf(decision) < Window.First);
        var ahead = batch.Decisions.Count(decision => DayOf(decision) > Window.Last);
        try
        {
            var transaction = await database.Connection.BeginTransactionAsync(stop).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await CopyAsync(batch, stop).ConfigureAwait(false);
                if (!await AdvanceAsync(batch, pending, tooOld + ahead, stop).ConfigureAwait(false))
                    return null;
                await transaction.CommitAsync(stop).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (DatabaseErrors.IsExpected(failure))
        {
            throw DatabaseErrors.Explain(failure, database.Shown);
        }

        return (tooOld, ahead);
    }

    // It reads a whole day, once, and more than the usual time may be needed for that. Where even this is not enough groups are made of the decisions as before,
    // and the claim, which stays, keeps every server from beginning the same day again each minute.
    private async Task SumDayAsync(CancellationToken stop)
    {
        if (await database.ScalarAsync("select to_regprocedure('ipblock.claim_day()') is not null", stop).ConfigureAwait(false) is not true)
            return; // the tables were not upgraded yet
        if (await database.ScalarAsync("select ipblock.claim_day()", stop).ConfigureAwait(false) is null)
            return;
        database.SecondsForCommand = SecondsForDay + SecondsMore;
        try
        {
            await database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"set statement_timeout = '{SecondsForDay}s'"), stop).ConfigureAwait(false);
            await database.ExecuteAsync("select ipblock.sum_claimed_day()", stop).ConfigureAwait(false);
        }
        catch (FleetException tooLong) when (tooLong.InnerException is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled })
        {
            stop.ThrowIfCancellationRequested();
        }

        await database.ExecuteAsync("reset statement_timeout", stop).ConfigureAwait(false);
        database.SecondsForCommand = null;
    }

    private static DateOnly DayOf(DecisionRecord decision) => DateOnly.FromDateTime(decision.Timestamp.UtcDateTime);

    private async Task PrepareAsync(HashSet<DateOnly> days, CancellationToken stop)
    {
        if (Window != default && days.IsSubsetOf(_days))
            return;
        var window = await database.QueryAsync(
            "select first, last from ipblock.log_days($1)", static row => (row.GetFieldValue<DateOnly>(0), row.GetFieldValue<DateOnly>(1)), stop, days.ToArray()).ConfigureAwait(false);
        Window = window[0];
        _days.UnionWith(days);
    }

    private async Task CopyAsync(LogBatch batch, CancellationToken stop)
    {
        var rows = await database.Connection.BeginBinaryImportAsync(DecisionColumns.Copy, stop).ConfigureAwait(false);
        await using (rows.ConfigureAwait(false))
        {
            foreach (var decision in batch.Decisions.Where(decision => DayOf(decision) is var day && day >= Window.First && day <= Window.Last))
                await DecisionColumns.WriteAsync(rows, member, decision, stop).ConfigureAwait(false);
            await rows.CompleteAsync(stop).ConfigureAwait(false);
        }
    }

    private async Task<bool> AdvanceAsync(LogBatch batch, long pending, int passedOver, CancellationToken stop) => await database.ScalarAsync(
        "select ipblock.log_advance($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        stop,
        batch.To.File,
        batch.From.Position,
        batch.From.Print,
        batch.To.Position,
        batch.To.Print,
        batch.To.Fields,
        batch.To.Seen,
        pending,
        (long)passedOver,
        batch.Usage.Select(static usage => usage.Usage.To.UtcDateTime).ToArray(),
        batch.Usage.Select(static usage => usage.Line.Replace('\0', '?')).ToArray()).ConfigureAwait(false) is true;
}
