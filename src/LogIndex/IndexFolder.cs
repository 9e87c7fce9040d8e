using System;
using System.Globalization;
using System.IO;
using System.Linq;
using IpBlock.Files;
using Microsoft.Data.Sqlite;

namespace IpBlock.LogIndex;

/// <summary>
/// The folder with the index: <c>decisions-N.db</c> with its companions, and a lock that its writer holds. An index that is made anew has a name of its own,
/// so that whoever still reads the one before is not in the way, nor is what cannot be deleted yet, as on Windows.
/// </summary>
internal sealed class IndexFolder(string directory)
{
    private const string Prefix = "decisions-";
    private const string Suffix = ".db";

    public string Directory { get; } = directory;

    /// <summary>Keeps other writers out as long as the result is open.</summary>
    /// <exception cref="IOException">Another holds it (<see cref="RegularFile.IsHeld"/>), or the folder cannot be written.</exception>
    public FileStream Lock()
    {
        System.IO.Directory.CreateDirectory(Directory);
        return RegularFile.Hold(Path.Combine(Directory, "decisions.lock"), FileAccess.ReadWrite);
    }

    /// <summary>The index there is; null when there is none.</summary>
    public string? Newest()
    {
        var number = Numbers().DefaultIfEmpty(0).Max();
        return number == 0 ? null : PathOf(number);
    }

    /// <summary>An empty file for a new index, which only this account may read: it holds what the log holds.</summary>
    public string Create()
    {
        var path = PathOf(Numbers().DefaultIfEmpty(0).Max() + 1);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        return path;
    }

    /// <summary>Deletes all others. What is still open elsewhere stays until the next time.</summary>
    public void DeleteAllBut(string path)
    {
        SqliteConnection.ClearAllPools();
        foreach (var other in Numbers().Select(PathOf).Where(other => !string.Equals(other, path, StringComparison.Ordinal)))
        {
            foreach (var file in new[] { other + "-wal", other + "-shm", other })
                TryDelete(file);
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            return; // somebody reads it: the next start finds it again
        }
    }

    private int[] Numbers() =>
    [
        .. System.IO.Directory.EnumerateFiles(Directory, Prefix + "*" + Suffix)
            .Select(static path => Path.GetFileNameWithoutExtension(path)[Prefix.Length..])
            .Select(static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(static number => number > 0),
    ];

    private string PathOf(int number) => Path.Combine(Directory, Prefix + number.ToString(CultureInfo.InvariantCulture) + Suffix);
}
