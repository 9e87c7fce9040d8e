using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace IpBlock.Files;

/// <summary>The calls of Linux that .NET has no words for: files by the folder they are in, without following links, and what they are.</summary>
internal static class LinuxFile
{
    public const int CurrentFolder = -100;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Append = 0x400;
    public const int NonBlocking = 0x800;
    public const int ReadWrite = 2;
    public const int WriteOnly = 1;
    public const int NoEntry = 2;
    public const int Again = 11;
    public const int NoFolder = 20;
    public const int Denied = 13;
    public const int Exists = 17;
    public const int Loop = 40;
    public const int NotPermitted = 1;
    private const int NoController = 0x100;
    private const int CloseOnExec = 0x80000;
    private const int PathOnly = 0x200000;
    private const int NoFollowAt = 0x100;
    private const int EmptyPath = 0x1000;
    private const int LockExclusiveNow = 2 | 4;
    private const int LockSharedNow = 1 | 4;
    private const uint TypeModeLinksOwner = 0x1 | 0x2 | 0x4 | 0x8 | 0x10;
    private const int MaxPath = 4096;

    // Two flags have other numbers on ARM and POWER than on x86.
    private static readonly bool IsX86 = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;

    /// <summary>False on Windows, and under mono, whose streams take no descriptor of the system: Exchange's agent runs on Windows only.</summary>
    public static bool IsHere { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && Type.GetType("Mono.Runtime") is null;

    public static bool IsRoot { get; } = IsHere && geteuid() == 0;

    public static uint User => geteuid();

    public static int NoFollow => IsX86 ? 0x20000 : 0x8000;

    private static int FolderOnly => IsX86 ? 0x10000 : 0x4000;

    /// <summary>A descriptor, or less than 0 with the reason in <see cref="Marshal.GetLastWin32Error"/>.</summary>
    public static int Open(string path, int flags, int mode = 0) => openat(CurrentFolder, Bytes(path), flags | CloseOnExec | NoController, mode);

    public static int OpenFolder(int folder, string name) => openat(folder, Bytes(name), PathOnly | FolderOnly | NoFollow | CloseOnExec, 0);

    /// <summary>A descriptor that stands for whatever is there, a link itself too, and can do nothing with it.</summary>
    public static int OpenPlace(string path) => openat(CurrentFolder, Bytes(path), PathOnly | NoFollow | CloseOnExec, 0);

    public static int MakeFolder(int folder, string name) => mkdirat(folder, Bytes(name), 0x1C0);

    /// <summary>What is at a place, null when nothing is or it cannot be told; links are not followed unless asked for.</summary>
    public static FileStatus? Status(int folder, string name, bool follow = false) =>
        Read(folder, name, name.Length == 0 ? EmptyPath : follow ? 0 : NoFollowAt);

    /// <summary>Where a link leads, as it is written in it.</summary>
    public static string? LinkTarget(int folder, string name)
    {
        var target = new byte[MaxPath];
        var length = (int)readlinkat(folder, Bytes(name), target, (IntPtr)target.Length);
        return length < 0 ? null : Encoding.UTF8.GetString(target, 0, length);
    }

    /// <summary>Gives a file one more name; false, with the reason in <see cref="Marshal.GetLastWin32Error"/>, when that name is taken or the file system has no links.</summary>
    public static bool Link(string path, string name) => linkat(CurrentFolder, Bytes(path), CurrentFolder, Bytes(name), 0) == 0;

    /// <summary>Takes the lock by which .NET's FileShare is kept on Linux; false, with the reason in <see cref="Marshal.GetLastWin32Error"/>, when it cannot be had.</summary>
    public static bool Lock(SafeFileHandle file, bool shared = false) => flock((int)file.DangerousGetHandle(), shared ? LockSharedNow : LockExclusiveNow) == 0;

    public static void SetMode(SafeFileHandle file, int mode) => fchmod((int)file.DangerousGetHandle(), (uint)mode);

    public static void SetOwner(SafeFileHandle file, uint user, uint group) => fchown((int)file.DangerousGetHandle(), user, group);

    /// <summary>The mode of what a descriptor of <see cref="OpenPlace"/> or <see cref="OpenFolder"/> stands for.</summary>
    public static int SetMode(int place, int mode) => chmod(Bytes("/proc/self/fd/" + Number(place)), (uint)mode);

    public static void SetOwner(int place, uint user, uint group) => fchownat(place, Bytes(""), user, group, EmptyPath);

    public static void Close(int descriptor) => close(descriptor);

    public static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The exception that .NET would throw for an error of the system.</summary>
    public static Exception Failure(int error, string path) => error switch
    {
        NoEntry => new FileNotFoundException($"{path} does not exist.", path),
        NoFolder => new DirectoryNotFoundException($"A component of the path {path} is not a folder."),
        Denied or NotPermitted => new UnauthorizedAccessException($"Access to {path} is denied."),
        Loop => new IOException($"{path} is a symbolic link and is not followed. Remove it.", error),
        Again => new IOException($"{path} is in use by another process.", error),
        _ => new IOException($"{path} cannot be opened: {new System.ComponentModel.Win32Exception(error).Message}.", error),
    };

    private static FileStatus? Read(int folder, string name, int flags)
    {
        // statx has the same layout on every processor: links, owner, group and mode at 16, 20, 24 and 28.
        var status = new byte[256];
        return statx(folder, Bytes(name), flags, TypeModeLinksOwner, status) != 0
            ? null
            : new FileStatus(BitConverter.ToUInt32(status, 20), BitConverter.ToUInt32(status, 24), BitConverter.ToUInt16(status, 28), BitConverter.ToUInt32(status, 16));
    }

    // A NUL in a name would end it early and open another file.
    private static byte[] Bytes(string path) =>
        path.IndexOf('\0') < 0 ? Encoding.UTF8.GetBytes(path + '\0') : throw new ArgumentException("The file name contains a NUL character.", nameof(path));

    [DllImport("libc")]
    private static extern uint geteuid();

    [DllImport("libc", SetLastError = true)]
    private static extern int openat(int folder, byte[] path, int flags, int mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int mkdirat(int folder, byte[] path, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", SetLastError = true)]
    private static extern IntPtr readlinkat(int folder, byte[] path, byte[] target, IntPtr size);

    [DllImport("libc", SetLastError = true)]
    private static extern int linkat(int folder, byte[] path, int newFolder, byte[] name, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int flock(int file, int operation);

    [DllImport("libc", SetLastError = true)]
    private static extern int fchmod(int file, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int fchown(int file, uint owner, uint group);

    [DllImport("libc", SetLastError = true)]
    private static extern int fchownat(int folder, byte[] path, uint owner, uint group, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int chmod(byte[] path, uint mode);

    [DllImport("libc")]
    private static extern int close(int descriptor);
}
