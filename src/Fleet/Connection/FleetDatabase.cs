using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Keys;
using Npgsql;

namespace IpBlock.Fleet.Connection;

/// <summary>A connection to the fleet's database. Whatever goes wrong is a <see cref="FleetException"/>.</summary>
internal sealed class FleetDatabase : IAsyncDisposable
{
    /// <summary>The newest format of the tables that this program knows. A migration that older programs would misread raises it.</summary>
    public const int KnownFormat = 2;

    private FleetDatabase(NpgsqlConnection connection, string shown) => (Connection, Shown) = (connection, shown);

    public NpgsqlConnection Connection { get; }

    /// <summary>How messages call it.</summary>
    public string Shown { get; }

    /// <summary>How long a statement may take before the connection is given up, in seconds; 0 for as long as it wants, null for the usual.</summary>
    public int? SecondsForCommand { get; set; }

    /// <summary>Connects as a member.</summary>
    /// <exception cref="FleetException">It cannot be reached, refuses the login, or is for a newer program.</exception>
    public static Task<FleetDatabase> OpenAsync(MemberFile member, CancellationToken stop) => OpenAsync(member.Database, member.Login, member.Password, stop);

    public static async Task<FleetDatabase> OpenAsync(string address, string login, string password, CancellationToken stop)
    {
        var words = DatabaseAddress.Parse(address);
        (words.Username, words.Password) = (login, password);
        var database = await OpenAsync(words, stop).ConfigureAwait(false);
        try
        {
            await database.CheckFormatAsync(stop).ConfigureAwait(false);
            return database;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Connects, whatever is in the database.</summary>
    public static async Task<FleetDatabase> OpenAsync(NpgsqlConnectionStringBuilder words, CancellationToken stop)
    {
        var shown = DatabaseAddress.Shown(words);
        var connection = new NpgsqlConnection(DatabaseAddress.ToConnect(words, "ipblock").ConnectionString);
        try
        {
            await connection.OpenAsync(stop).ConfigureAwait(false);
            return new FleetDatabase(connection, shown);
        }
        catch (Exception failure) when (DatabaseErrors.IsExpected(failure))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw DatabaseErrors.Explain(failure, shown);
        }
    }

    /// <summary>Runs a statement with parameters <c>$1</c>, <c>$2</c>, ...</summary>
    public Task ExecuteAsync(string sql, CancellationToken stop, params object?[] values) => DoAsync(command => command.ExecuteNonQueryAsync(stop), sql, values);

    /// <summary>The first value of the first row; null for NULL and for no row.</summary>
    public async Task<object?> ScalarAsync(string sql, CancellationToken stop, params object?[] values) =>
        await DoAsync(command => command.ExecuteScalarAsync(stop), sql, values).ConfigureAwait(false) is var value and not DBNull ? value : null;

    public Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> row, CancellationToken stop, params object?[] values) => DoAsync(
        async command =>
        {
            var rows = new List<T>();
            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(stop).ConfigureAwait(false))
                    rows.Add(row(reader));
                return rows;
            }
        },
        sql,
        values);

    /// <summary>The rows one after the other, as they come.</summary>
    public async IAsyncEnumerable<T> ReadAsync<T>(string sql, Func<DbDataReader, T> row, [EnumeratorCancellation] CancellationToken stop, params object?[] values)
    {
        var command = Command(sql, values);
        await using (command.ConfigureAwait(false))
        {
            var reader = await ExplainedAsync(() => command.ExecuteReaderAsync(stop)).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await ExplainedAsync(() => reader.ReadAsync(stop)).ConfigureAwait(false))
                    yield return row(reader);
            }
        }
    }

    /// <summary>Does all or nothing.</summary>
    public async Task InTransactionAsync(Func<Task> work, CancellationToken stop)
    {
        try
        {
            var transaction = await Connection.BeginTransactionAsync(stop).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await work().ConfigureAwait(false);
                await transaction.CommitAsync(stop).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (DatabaseErrors.IsExpected(failure))
        {
            throw DatabaseErrors.Explain(failure, Shown);
        }
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private async Task CheckFormatAsync(CancellationToken stop)
    {
        if (await ScalarAsync("select format from ipblock.fleet", stop).ConfigureAwait(false) is int format && format > KnownFormat)
        {
            throw new FleetException(string.Create(
                CultureInfo.InvariantCulture,
                $"the fleet's database {Shown} was upgraded by a newer version of IpBlock (format {format}; this program supports {KnownFormat}): upgrade ipblock on this server. ")
                + "Until then it filters with its current settings");
        }
    }

    private async Task<T> DoAsync<T>(Func<NpgsqlCommand, Task<T>> work, string sql, object?[] values)
    {
        var command = Command(sql, values);
        await using (command.ConfigureAwait(false))
            return await ExplainedAsync(() => work(command)).ConfigureAwait(false);
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, Connection);
        if (SecondsForCommand is { } seconds)
            command.CommandTimeout = seconds;
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    private async Task<T> ExplainedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception failure) when (DatabaseErrors.IsExpected(failure))
        {
            throw DatabaseErrors.Explain(failure, Shown);
        }
    }
}
