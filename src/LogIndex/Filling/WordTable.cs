using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;

namespace IpBlock.LogIndex.Filling;

/// <summary>A table of texts, each once, as the writer uses it: the number of a text, which is made when there is none.</summary>
internal sealed class WordTable : IDisposable
{
    // Texts of some hundred bytes: a few megabytes. What is looked up more rarely is found in the table.
    private const int MaxKnown = 20_000;

    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _add;

    public WordTable(SqliteConnection connection, string table)
    {
        _find = connection.Command($"SELECT id FROM {table} WHERE text = $text", ("$text", ""));
        _add = connection.Command($"INSERT INTO {table}(text) VALUES($text) RETURNING id", ("$text", ""));
    }

    /// <summary>The number; 0 for the empty text.</summary>
    public long Of(string text)
    {
        if (text.Length == 0)
            return 0;
        if (_known.TryGetValue(text, out var known))
            return known;
        if (_known.Count >= MaxKnown)
            _known.Clear();
        return _known[text] = Run(_find, text) ?? Run(_add, text) ?? throw new InvalidOperationException("A row that was added has no number.");
    }

    /// <summary>What was added may be gone: a transaction was undone, or texts that nothing names any more were cleared away.</summary>
    public void Forget() => _known.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
    }

    private static long? Run(SqliteCommand command, string text)
    {
        command.Parameters[0].Value = text;
        return (long?)command.ExecuteScalar();
    }
}
