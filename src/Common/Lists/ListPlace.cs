using System;
using System.Globalization;
using System.IO;
using System.Text;
using IpBlock.Settings;

namespace IpBlock.Lists;

/// <summary>Where the file of a list is, and what lies beside it when it is fetched.</summary>
public sealed class ListPlace
{
    private static readonly string[] NamesOfDevices = ["con", "prn", "aux", "nul", "com", "lpt"];

    private ListPlace(string path) => File = path;

    /// <summary>The list itself.</summary>
    public string File { get; }

    /// <summary>Written anew whenever the list was found to be up to date: its time is the list's age. Of lists that are fetched only.</summary>
    public string Fresh => File + ".fresh";

    /// <summary>What is known of fetching (<see cref="FeedRecord"/>).</summary>
    public string Record => File + ".json";

    /// <summary>The version before.</summary>
    public string Previous => File + ".old";

    /// <summary>A version that was not taken over because something is wrong with it.</summary>
    public string Held => File + ".held";

    /// <summary>Held by whoever fetches.</summary>
    public string Lock => File + ".lock";

    /// <summary>The place of a list of these settings.</summary>
    /// <param name="list">One of the settings' lists.</param>
    /// <param name="settings">Say in which folder fetched lists are.</param>
    /// <param name="settingsPath">Relative paths count from its folder.</param>
    public static ListPlace Of(ListSettings list, FilterSettings settings, string settingsPath)
    {
        if (list is null)
            throw new ArgumentNullException(nameof(list));
        return new(list.File is { } file ? Path.Combine(FolderOf(settingsPath), file) : Path.Combine(Directory(settings, settingsPath), FileName(list.Name)));
    }

    /// <summary>The place of a file that is fetched as lists are, and is none of the settings' lists.</summary>
    public static ListPlace At(string path) => new(path);

    /// <summary>The folder of the lists that are fetched.</summary>
    public static string Directory(FilterSettings settings, string settingsPath)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        return Path.Combine(FolderOf(settingsPath), settings.Feeds.Directory ?? "lists");
    }

    private static string FolderOf(string settingsPath) => Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".";

    // Names that differ only in what a file's name cannot have must not meet in one file: those get a number made of the whole name.
    private static string FileName(string name)
    {
        var file = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
            file.Append(c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' ? c : '-');
        var plain = file.ToString();
        var isPlain = string.Equals(plain, name.ToLowerInvariant(), StringComparison.Ordinal) && !IsDevice(plain);
        return (isPlain ? plain : plain + "-" + Number(name.ToLowerInvariant())) + ".list";
    }

    // Windows before 11 takes con.list for the console.
    private static bool IsDevice(string name) => Array.Exists(NamesOfDevices, device => name.StartsWith(device, StringComparison.Ordinal) && name.Length <= device.Length + 1);

    // FNV-1a: the same on every machine and in every version.
    private static string Number(string name)
    {
        var hash = 2166136261u;
        foreach (var c in name)
            hash = unchecked((hash ^ c) * 16777619u);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
