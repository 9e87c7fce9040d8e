using System.Collections.Generic;
using Microsoft.Data.Sqlite;

namespace IpBlock.LogIndex;

/// <summary>Short forms for statements.</summary>
internal static class Sql
{
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int NoDatabase = 26;
    public const int Interrupted = 9;

    /// <summary>A statement with its parameters, which may be null for later.</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string text, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // what comes from outside is a parameter everywhere
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? System.DBNull.Value);
        return command;
    }

    public static void Run(this SqliteConnection connection, string text, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Command(text, parameters);
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this SqliteConnection connection, string text, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Command(text, parameters);
        return command.ExecuteScalar();
    }

    /// <summary>The first column of all rows.</summary>
    public static List<T> Column<T>(this SqliteConnection connection, string text, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Command(text, parameters);
        using var reader = command.ExecuteReader();
        var values = new List<T>();
        while (reader.Read())
            values.Add(reader.GetFieldValue<T>(0));
        return values;
    }

    /// <summary>True between BEGIN and COMMIT. The statements are run as they are: the framework's own transactions ask every command to name them.</summary>
    public static bool IsInTransaction(this SqliteConnection connection) => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>True when the file itself is damaged, or is none of SQLite's.</summary>
    public static bool IsDamage(this SqliteException failure) => failure.SqliteErrorCode is Corrupt or NoDatabase;
}
