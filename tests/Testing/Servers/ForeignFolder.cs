using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace IpBlock.Testing.Servers;

/// <summary>A folder that belongs to an account without rights, as that of a service does, and what such an account may put there against root. Only root can run these tests.</summary>
public static class ForeignFolder
{
    /// <summary>The account nobody.</summary>
    public const int Nobody = 65534;

    /// <summary>Makes the folder, or gives away the one that is there.</summary>
    public static void Make(string path)
    {
        Directory.CreateDirectory(path);
        Give(path);
    }

    /// <summary>Makes a file, a folder or a link itself nobody's.</summary>
    public static void Give(string path)
    {
        if (lchown(Bytes(path), Nobody, Nobody) != 0)
            throw new IOException($"{path} cannot be given to nobody: these tests are run by root.");
    }

    /// <summary>Puts a symbolic link there, nobody's.</summary>
    public static void Link(string path, string target)
    {
        File.CreateSymbolicLink(path, target);
        Give(path);
    }

    /// <summary>Gives a file a second name.</summary>
    public static void HardLink(string path, string target)
    {
        if (link(Bytes(target), Bytes(path)) != 0)
            throw new IOException($"{path} cannot be linked to {target}.");
    }

    /// <summary>Puts a named pipe there, nobody's.</summary>
    public static void Pipe(string path)
    {
        if (mkfifo(Bytes(path), 0x1B6) != 0)
            throw new IOException($"{path} cannot be made.");
        Give(path);
    }

    /// <summary>The number of a file's owner; links are not followed.</summary>
    public static uint OwnerOf(string path)
    {
        var status = new byte[256];
        if (statx(-100, Bytes(path), 0x100, 0x8, status) != 0)
            throw new IOException($"{path} is not there.");
        return BitConverter.ToUInt32(status, 20);
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc")]
    private static extern int lchown(byte[] path, int owner, int group);

    [DllImport("libc")]
    private static extern int link(byte[] from, byte[] to);

    [DllImport("libc")]
    private static extern int mkfifo(byte[] path, uint mode);

    [DllImport("libc")]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] status);
}
