using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Files;
using IpBlock.Reporting.State;
using IpBlock.Settings;

namespace IpBlock.Administration.InForce;

/// <summary>
/// Finds the processes that filter by a settings file. They write their states in the folder of the log, which the file may not say any more: so where the last
/// good settings had it is looked at too.
/// </summary>
internal static class ProcessStates
{
    /// <summary>The folders in which a process with this settings file may write its state.</summary>
    public static IReadOnlyList<string> FoldersOf(string settingsPath, FilterSettings? settings)
    {
        var lastGood = new LastGoodSettings(settingsPath);
        var folders = new List<string>();
        if (settings is not null)
            folders.Add(FilterEngine.LogDirectory(settings, settingsPath));
        if (Before(lastGood.Path, settings) is { } before)
            folders.Add(FilterEngine.LogDirectory(before, settingsPath));
        folders.Add(Path.GetDirectoryName(lastGood.Path)!);
        return [.. folders.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The processes with this settings file, those that run and those that ended last.</summary>
    /// <param name="settingsPath">The settings file.</param>
    /// <param name="settings">What it says now; null when it is broken.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="unread">Is told which folder or file could not be read, and why.</param>
    public static IReadOnlyList<RunningProcess> Read(
        string settingsPath, FilterSettings? settings, DateTimeOffset now, Action<string, Exception>? unread = null)
    {
        var found = new List<RunningProcess>();
        foreach (var folder in FoldersOf(settingsPath, settings))
        {
            try
            {
                found.AddRange(InFolder(settingsPath, folder, now, unread));
            }
            catch (Exception failure) when (StateFile.IsOfTheDisk(failure))
            {
                unread?.Invoke(folder, failure);
            }
        }

        return [.. WithoutReplaced(found).OrderBy(static process => process.State.Role).ThenBy(static process => process.State.Started)];
    }

    /// <summary>The processes with this settings file whose states are in this folder.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read the folder.</exception>
    public static IEnumerable<RunningProcess> InFolder(string settingsPath, string folder, DateTimeOffset now, Action<string, Exception>? unread)
    {
        var own = Real(settingsPath);
        return StateFile.ReadAll(folder, unread).Where(state => IsSame(Real(state.Settings.Path), own)).Select(state => new RunningProcess(state, folder, now));
    }

    // They are the same as a rule, and to read large settings twice would take as long again.
    private static FilterSettings? Before(string lastGoodPath, FilterSettings? settings)
    {
        var text = SettingsFile.Read(lastGoodPath);
        return text.Text is { } kept && string.Equals(TextDigest.Of(kept), settings?.Digest, StringComparison.Ordinal) ? null : text.Load().Settings;
    }

    // One that has ended is told of as long as no other does its work: of several the last.
    private static IEnumerable<RunningProcess> WithoutReplaced(List<RunningProcess> all) => all.Where(process => process.IsRunning || !all.Exists(other =>
        other != process && other.State.IsSameProgram(process.State) && (other.IsRunning || other.State.Written > process.State.Written)));

    private static string Real(string path) => path.Length == 0 ? "" : UnixFile.RealPath(path) ?? Path.GetFullPath(path);

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
