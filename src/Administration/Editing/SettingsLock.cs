using System;
using System.Collections.Concurrent;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using IpBlock.Files;
using IpBlock.Time;

namespace IpBlock.Administration.Editing;

/// <summary>
/// The right to change a settings file: only one program on the machine has it at a time. It is a file beside the settings that is held open, so that the
/// system takes it back when a program dies. The file itself stays: to remove it would let two programs hold two files of one name.
/// </summary>
internal sealed class SettingsLock : IDisposable
{
    /// <summary>How long somebody who changes the settings is waited for. A change takes milliseconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int MillisecondsBetweenTries = 2;

    // A program with many changes to make, one after the other, would leave the file free for microseconds only, and who waits would never see it free.
    private const int MillisecondsForOthers = 5;

    private static readonly ConcurrentDictionary<string, FileStream?> HeldHere = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, bool> HeldBefore = new(StringComparer.Ordinal);
    private static readonly ManualResetEventSlim Never = new(initialState: false);
    private readonly string _path;

    private SettingsLock(string path) => _path = path;

    /// <summary>The file that is held.</summary>
    public FileStream File => HeldHere[_path]!;

    /// <summary>The lock of a settings file, or null when somebody else had it all the time.</summary>
    /// <exception cref="IOException">The lock file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write the lock file.</exception>
    public static SettingsLock? Wait(string path, Clock clock) => Wait(path, () => Hold(path), clock);

    /// <summary>The same with a file that is opened by the caller's means: null when it is held.</summary>
    public static SettingsLock? Wait(string path, Func<FileStream?> open, Clock clock)
    {
        var start = clock.Elapsed;
        if (HeldBefore.ContainsKey(path))
            Never.Wait(MillisecondsForOthers);
        while (!TryTake(path, open))
        {
            if (clock.Elapsed - start >= Patience)
                return null;
            Never.Wait(MillisecondsBetweenTries);
        }

        return new SettingsLock(path);
    }

    public void Dispose() => Release(_path);

    private static bool TryTake(string path, Func<FileStream?> open)
    {
        // POSIX takes a process's record locks away as soon as it closes any handle of the file, so within a process there must be no second try.
        if (!HeldHere.TryAdd(path, null))
            return false;
        FileStream? stream = null;
        try
        {
            stream = open();
            if (stream is null)
            {
                Release(path);
                return false;
            }

            // FileShare.None is flock on .NET, but in mono 6.8 it holds for one process only; a record lock is understood by both.
            if (!RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
                stream.Lock(0, 1);
            HeldHere[path] = stream;
            HeldBefore[path] = true;
            return true;
        }
        catch (IOException exception) when (WriteErrors.IsHeldByAnother(exception))
        {
            stream?.Dispose();
            Release(path);
            return false;
        }
        catch
        {
            stream?.Dispose();
            Release(path);
            throw;
        }
    }

    private static FileStream? Hold(string path)
    {
        using var folder = OwnedFolder.OfFile(path, create: false, out var name);
        return folder.TryHold(name, FileAccess.ReadWrite);
    }

    private static void Release(string path)
    {
        if (HeldHere.TryRemove(path, out var stream))
            stream?.Dispose();
    }
}
