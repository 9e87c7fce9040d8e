using System;
using System.Runtime.InteropServices;
using System.Text;

namespace IpBlock.Files;

/// <summary>
/// What .NET cannot do with Unix files: a settings file that is 0640 root:ipblock must stay so when it is replaced, or the service could not read it
/// any more. All of it is done as far as the account may, and nothing of it on Windows.
/// </summary>
internal static class UnixFile
{
    private const int CurrentFolder = -100;
    private const uint ModeAndOwner = 0x1 | 0x2 | 0x8 | 0x10;
    private const int PermissionBits = 0xFFF;
    private const int ForOthers = 0x7;
    private const uint OwnerOnly = 0x180; // 0600
    private const uint OwnerAndReadingGroup = 0x1A0; // 0640
    private const int MaxPath = 4096;

    /// <summary>Where a path leads when symbolic links are followed; null when there is no such file.</summary>
    public static string? RealPath(string path)
    {
        var real = new byte[MaxPath];
        if (System.IO.Path.DirectorySeparatorChar != '/' || Try(() => realpath(Bytes(path), real) == IntPtr.Zero ? -1 : 0) != 0)
            return null;
        return Encoding.UTF8.GetString(real, 0, Array.IndexOf(real, (byte)0));
    }

    /// <summary>Gives a file the owner, the group and the permissions of another, if that exists.</summary>
    public static void CopyOwnerAndMode(string from, string to)
    {
        if (Status(from) is not var (owner, group, mode))
            return;

        // Only root may give a file away, but a member of the group may keep the group.
        if (Try(() => chown(Bytes(to), owner, group)) != 0)
            Try(() => chown(Bytes(to), uint.MaxValue, group));
        Try(() => chmod(Bytes(to), (uint)(mode & PermissionBits)));
    }

    /// <summary>
    /// Closes a new file to all but its owner. In a folder that is closed to others the folder's group may read it too, because it was chosen: /etc/ipblock belongs to that of the service.
    /// </summary>
    public static void Close(string path)
    {
        var inClosedFolder = Status(System.IO.Path.GetDirectoryName(path)!) is var (_, group, mode) && (mode & ForOthers) == 0
            && Try(() => chown(Bytes(path), uint.MaxValue, group)) == 0;
        Try(() => chmod(Bytes(path), inClosedFolder ? OwnerAndReadingGroup : OwnerOnly));
    }

    /// <summary>Sets the permissions of a file or folder; on Windows nothing.</summary>
    public static void SetMode(string path, int mode)
    {
        if (System.IO.Path.DirectorySeparatorChar == '/')
            Try(() => chmod(Bytes(path), (uint)mode));
    }

    // statx has the same layout on every processor: owner, group and mode at 20, 24 and 28.
    private static (uint Owner, uint Group, int Mode)? Status(string path)
    {
        var status = new byte[256];
        return RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && Try(() => statx(CurrentFolder, Bytes(path), 0, ModeAndOwner, status)) == 0
            ? (BitConverter.ToUInt32(status, 20), BitConverter.ToUInt32(status, 24), BitConverter.ToUInt16(status, 28))
            : null;
    }

    private static int Try(Func<int> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // statx needs glibc 2.28 or musl 1.2.3.
            return -1;
        }
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc")]
    private static extern IntPtr realpath(byte[] path, byte[] real);

    [DllImport("libc")]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc")]
    private static extern int chown(byte[] path, uint owner, uint group);

    [DllImport("libc")]
    private static extern int chmod(byte[] path, uint mode);
}
