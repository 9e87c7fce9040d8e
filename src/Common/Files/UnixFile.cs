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
    private const int PermissionBits = 0x1FF;
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
        // statx has the same layout on every processor: owner, group and mode at 20, 24 and 28.
        var status = new byte[256];
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux) || Try(() => statx(CurrentFolder, Bytes(from), 0, ModeAndOwner, status)) != 0)
            return;
        var owner = BitConverter.ToUInt32(status, 20);
        var group = BitConverter.ToUInt32(status, 24);

        // Only root may give a file away, but a member of the group may keep the group.
        if (Try(() => chown(Bytes(to), owner, group)) != 0)
            Try(() => chown(Bytes(to), uint.MaxValue, group));
        Try(() => chmod(Bytes(to), (uint)(BitConverter.ToUInt16(status, 28) & PermissionBits)));
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
