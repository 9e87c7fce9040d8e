using System;
using System.Runtime.InteropServices;

namespace IpBlock.Files;

/// <summary>
/// Another account's rights to files, which root takes for a moment: in a folder of that account root can then be led nowhere where the account could not go by itself.
/// The kernel keeps these rights for each thread (setfsuid(2)), so nothing may wait for another thread in between.
/// </summary>
internal readonly record struct FileIdentity(uint User, uint Group)
{
    private const uint Ask = uint.MaxValue;

    public T Do<T>(Func<T> work)
    {
        var groups = Groups();
        SetGroups([]);
        var group = setfsgid(Group);
        setfsuid(User);
        try
        {
            if ((uint)setfsuid(Ask) != User || (uint)setfsgid(Ask) != Group)
                throw new UnauthorizedAccessException($"This process runs as root but lacks the capability to act as user {User}, who owns this folder. Run it as that user.");
            return work();
        }
        finally
        {
            setfsuid(0);
            setfsgid((uint)group);
            SetGroups(groups);
        }
    }

    private static uint[] Groups()
    {
        var groups = new uint[Math.Max(0, getgroups(0, []))];
        var count = getgroups(groups.Length, groups);
        return count == groups.Length ? groups : [];
    }

    // The library's setgroups changes all threads; the kernel's only this one.
    private static void SetGroups(uint[] groups)
    {
        var number = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 116,
            Architecture.Arm64 => 159,
            Architecture.X86 or Architecture.Arm => 206,
            _ => 0,
        };
        if (number != 0)
            syscall((IntPtr)number, (IntPtr)groups.Length, groups);
    }

    [DllImport("libc")]
    private static extern int setfsuid(uint user);

    [DllImport("libc")]
    private static extern int setfsgid(uint group);

    [DllImport("libc")]
    private static extern int getgroups(int size, [Out] uint[] groups);

    [DllImport("libc")]
    private static extern IntPtr syscall(IntPtr number, IntPtr size, uint[] groups);
}
