using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IpBlock.Files;

/// <summary>Opens files that are files. A pipe, a device or a socket in a file's place is an error at once and not a wait without end.</summary>
public static class RegularFile
{
    private const int AgainOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);
    private const FileShare WithAll = FileShare.ReadWrite | FileShare.Delete;

    /// <summary>
    /// Opens a file for reading so that whoever replaces it is not in the way. Root reads in another account's folder no more than that account may, for the name
    /// could be a link to anything.
    /// </summary>
    /// <exception cref="IOException">It is not there, no regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static FileStream OpenRead(string path)
    {
        if (!LinuxFile.IsRoot)
            return Read(path);
        using var folder = OwnedFolder.OfFile(path, create: false, out var name);
        return folder.OpenRead(name);
    }

    /// <summary>Opens a file for reading with the rights the thread has.</summary>
    internal static FileStream Read(string path)
    {
        // Asked first: to open a device can already do something.
        Check(FileKinds.Of(path, follow: true), path);
        if (!LinuxFile.IsHere)
            return new FileStream(path, FileMode.Open, FileAccess.Read, WithAll, bufferSize: 1);
        var file = Stream(LinuxFile.NonBlocking, 0, path, FileAccess.Read);

        // Whoever keeps others out (FileShare.None) may be half-way through writing it. File systems without locks keep nobody out.
        if (LinuxFile.Lock(file.SafeFileHandle, shared: true) || Marshal.GetLastWin32Error() != LinuxFile.Again)
            return file;
        file.Dispose();
        throw LinuxFile.Failure(LinuxFile.Again, path);
    }

    /// <summary>Makes a file that must not be there yet: a link that somebody has put in its place is an error, not a way to another file.</summary>
    internal static FileStream Create(string path) => LinuxFile.IsHere
        ? Stream(LinuxFile.ReadWrite | LinuxFile.Create | LinuxFile.Exclusive | LinuxFile.NoFollow, 0x1B6, path, FileAccess.ReadWrite)
        : new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);

    /// <summary>Opens a file to write at its end, and makes it when it is not there. Not behind a link, and not where it has a second name elsewhere.</summary>
    internal static FileStream Append(string path)
    {
        if (!LinuxFile.IsHere)
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 1);
        var file = Stream(LinuxFile.WriteOnly | LinuxFile.Create | LinuxFile.Append | LinuxFile.NoFollow | LinuxFile.NonBlocking, 0x1B6, path, FileAccess.Write, alone: true);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    /// <summary>Opens a file that is held as long as it is open, and makes it when it is not there.</summary>
    /// <exception cref="IOException">Another holds it, or it is no file.</exception>
    internal static FileStream Hold(string path, FileAccess access)
    {
        if (!LinuxFile.IsHere)
            return new FileStream(path, FileMode.OpenOrCreate, access, FileShare.None);
        var flags = (access == FileAccess.Read ? 0 : LinuxFile.ReadWrite) | LinuxFile.Create | LinuxFile.NoFollow | LinuxFile.NonBlocking;
        var file = Stream(flags, 0x1B6, path, access, alone: true);
        if (LinuxFile.Lock(file.SafeFileHandle))
            return file;
        var error = Marshal.GetLastWin32Error();
        file.Dispose();
        throw LinuxFile.Failure(error, path);
    }

    /// <summary>True when another process holds the file. .NET on Unix passes errno on; Windows, and mono everywhere, give Windows' own numbers.</summary>
    internal static bool IsHeld(IOException failure) => failure.HResult is LinuxFile.Again or AgainOnMac or SharingViolation or LockViolation;

    private static FileStream Stream(int flags, int mode, string path, FileAccess access, bool alone = false)
    {
        var descriptor = LinuxFile.Open(path, flags, mode);
        if (descriptor < 0)
            throw LinuxFile.Failure(Marshal.GetLastWin32Error(), path);
        var handle = new SafeFileHandle((IntPtr)descriptor, ownsHandle: true);
        try
        {
            var status = LinuxFile.Status(descriptor, "");
            Check(status?.Kind ?? FileKind.None, path);
            if (alone && status?.Links > 1)
                throw new IOException($"{path} has another hard link, so IpBlock does not write to it. Remove the link.");
            return new FileStream(handle, access, bufferSize: 1);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static void Check(FileKind kind, string path)
    {
        if (kind == FileKind.Folder)
            throw new UnauthorizedAccessException($"{path} is a folder, not a file.");
        if (FileKinds.InWords(kind) is { } words)
            throw new IOException($"{path} is {words}, not a file.");
    }
}
