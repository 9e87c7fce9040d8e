using System;
using System.Diagnostics;
using System.IO;
using IpBlock.Files;

namespace IpBlock.Reporting.State;

/// <summary>Clears away what ended processes have left behind.</summary>
internal static class StateFolder
{
    // By then a monitor has told of it.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <summary>Deletes the files of processes that ended a day ago, and of those in whose place this one is.</summary>
    public static void Sweep(OwnedFolder folder, ProcessState own, DateTimeOffset now)
    {
        var ownName = StateFile.NameOf(own);
        var files = folder.Do(static reached => Array.ConvertAll(Directory.GetFiles(reached, StateFile.Begin + "*"),
            static path => (Path.GetFileName(path), File.GetLastWriteTimeUtc(path))));
        foreach (var (name, writtenAt) in files)
        {
            if (string.Equals(name, ownName, StringComparison.OrdinalIgnoreCase) || !IsOurs(name))
                continue;
            // Or ahead by as much: left behind by a clock that has been set right since.
            if ((now.UtcDateTime - writtenAt).Duration() > KeptFor || IsReplaced(folder, name, own))
                TryDelete(folder, name);
        }
    }

    /// <summary>True when there is a process of this number on this machine.</summary>
    public static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        // It is there, and of another account.
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            return failure is not InvalidOperationException;
        }
    }

    // In the administrator's folder what only begins like one of them is his.
    private static bool IsOurs(string name) =>
        name.EndsWith(StateFile.End, StringComparison.Ordinal) || name.EndsWith(StateFile.Temporary, StringComparison.Ordinal)
        || name.EndsWith(ProbeRequest.End, StringComparison.Ordinal);

    private static bool IsReplaced(OwnedFolder folder, string name, ProcessState own)
    {
        try
        {
            return name.EndsWith(StateFile.End, StringComparison.Ordinal) && StateFile.Read(folder, name) is { } other && other.IsSameProgram(own)
                && (other.Stopped is not null || !IsAlive(other.ProcessId));
        }
        catch (Exception failure) when (StateFile.IsOfTheDisk(failure))
        {
            return false; // another account's, which clears it away itself
        }
    }

    private static void TryDelete(OwnedFolder folder, string name)
    {
        try
        {
            folder.Delete(name);
        }
        catch (Exception inUse) when (StateFile.IsOfTheDisk(inUse))
        {
            return; // the next sweep finds it again
        }
    }
}
