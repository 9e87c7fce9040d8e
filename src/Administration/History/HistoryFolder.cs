using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using IpBlock.Files;

namespace IpBlock.Administration.History;

/// <summary>
/// The folder beside the settings file in which its versions are kept, <c>ipblock.json.history</c>: open to its owner only, because keys of lists stand in them. At most
/// <see cref="MaxVersions"/> files and <see cref="MaxBytes"/> bytes; the oldest go first, the last two never.
/// </summary>
internal sealed class HistoryFolder : IDisposable
{
    /// <summary>A change a day for more than a year, or a busy afternoon.</summary>
    public const int MaxVersions = 500;

    /// <summary>Some 20,000 versions of the usual file, or 50 with 100,000 entries.</summary>
    public const long MaxBytes = 64 << 20;

    private const string Suffix = ".json.gz";
    private const string Temporary = "next.tmp";
    private const string NumberFormat = "000000";
    private readonly OwnedFolder _folder;

    private HistoryFolder(OwnedFolder folder) => _folder = folder;

    /// <summary>Where the versions of a settings file are kept.</summary>
    public static string PathFor(string settingsPath) => settingsPath + ".history";

    /// <summary>Opens the folder to read; null when there is none.</summary>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static HistoryFolder? Find(string path) => Directory.Exists(path) ? new HistoryFolder(OwnedFolder.Open(path)) : null;

    /// <summary>Opens the folder to write, and makes it where it is missing.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static HistoryFolder Make(string path)
    {
        var folder = OwnedFolder.Open(path);
        folder.CloseToOthers();
        return new HistoryFolder(folder);
    }

    /// <summary>The numbers that there are, the lowest first.</summary>
    public IReadOnlyList<int> Numbers()
    {
        var numbers = new List<int>();
        foreach (var file in Files())
            numbers.Add(file.Number);
        return numbers;
    }

    /// <summary>Reads a version; null when it is gone or its file is damaged.</summary>
    public KeptVersion? Read(int number) => Read(NameOf(number), number);

    /// <summary>Writes a version so that it is not one yet: <see cref="Commit"/> makes it one.</summary>
    public void Prepare(KeptVersion version)
    {
        _folder.Delete(Temporary);
        using var file = _folder.CreateNew(Temporary);
        _folder.CloseToAllOthers(file);
        var bytes = VersionFile.Encode(version);
        file.Write(bytes, 0, bytes.Length);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The version that was prepared and, because the program died, never made one; null when there is none.</summary>
    public KeptVersion? Prepared(int number) => Read(Temporary, number);

    /// <summary>Makes a version of what was prepared, and removes what is too old.</summary>
    public void Commit(int number)
    {
        _folder.Replace(Temporary, NameOf(number));
        Prune();
    }

    /// <summary>Forgets what was prepared.</summary>
    public void Abandon() => _folder.Delete(Temporary);

    public void Dispose() => _folder.Dispose();

    private KeptVersion? Read(string name, int number)
    {
        try
        {
            using var file = _folder.OpenRead(name);
            return VersionFile.Decode(number, file);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            return null;
        }
    }

    private void Prune()
    {
        var files = Files();
        var bytes = 0L;
        for (var i = files.Count - 1; i >= 0; i--)
        {
            bytes += files[i].Length;
            var newer = files.Count - 1 - i;
            if (newer >= 2 && (newer >= MaxVersions || bytes > MaxBytes))
                _folder.Delete(NameOf(files[i].Number));
        }
    }

    private List<(int Number, long Length)> Files() => _folder.Do(static folder =>
    {
        var files = new List<(int Number, long Length)>();
        foreach (var file in new DirectoryInfo(folder).GetFiles("*" + Suffix))
        {
            if (int.TryParse(file.Name.Substring(0, file.Name.Length - Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                files.Add((number, file.Length));
        }

        files.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return files;
    });

    private static string NameOf(int number) => number.ToString(NumberFormat, CultureInfo.InvariantCulture) + Suffix;
}
