using System;
using System.IO;

namespace IpBlock.Files;

/// <summary>What stands at a path. Only a regular file is read or written: to open any other can wait for ever, or do what nobody asked for.</summary>
public enum FileKind
{
    /// <summary>Nothing is there, or it cannot be told.</summary>
    None,

    /// <summary>A file with bytes in it.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A named pipe.</summary>
    Pipe,

    /// <summary>A UNIX socket.</summary>
    Socket,

    /// <summary>A device.</summary>
    Device,
}

/// <summary>Finds out what stands at a path without opening it.</summary>
public static class FileKinds
{
    /// <summary>What is there; a link is a link, wherever it leads.</summary>
    public static FileKind At(string path) => Of(path, follow: false);

    /// <summary>True for a socket that this account, or root, has made.</summary>
    public static bool IsOwnSocket(string path) =>
        LinuxFile.IsHere && LinuxFile.Status(LinuxFile.CurrentFolder, path) is { Kind: FileKind.Socket } status && (status.User == LinuxFile.User || LinuxFile.IsRoot);

    /// <summary>Lets everybody connect to a socket. Nothing else that may have come into its place is touched.</summary>
    /// <exception cref="IOException">It is no socket.</exception>
    public static void OpenSocketToAll(string path)
    {
        if (!LinuxFile.IsHere)
            return;
        var place = LinuxFile.OpenPlace(path);
        try
        {
            if (place < 0 || LinuxFile.Status(place, "") is not { Kind: FileKind.Socket } || LinuxFile.SetMode(place, 0x1B6) != 0)
                throw new IOException($"{path} is not a socket, or access for mail servers cannot be granted. Check which other program writes to its folder.");
        }
        finally
        {
            if (place >= 0)
                LinuxFile.Close(place);
        }
    }

    /// <summary>What a path leads to.</summary>
    internal static FileKind Of(string path, bool follow)
    {
        if (LinuxFile.IsHere)
            return LinuxFile.Status(LinuxFile.CurrentFolder, path, follow)?.Kind ?? FileKind.None;
        return File.Exists(path) ? FileKind.Regular : Directory.Exists(path) ? FileKind.Folder : FileKind.None;
    }

    /// <summary>In words, with an article; null for a regular file and for nothing.</summary>
    internal static string? InWords(FileKind kind) => kind switch
    {
        FileKind.Folder => "a folder",
        FileKind.Link => "a symbolic link",
        FileKind.Pipe => "a named pipe",
        FileKind.Socket => "a socket",
        FileKind.Device => "a device",
        _ => null,
    };
}
