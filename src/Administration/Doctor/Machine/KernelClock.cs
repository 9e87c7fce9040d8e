using System;
using System.Runtime.InteropServices;
using IpBlock.Files;

namespace IpBlock.Administration.Doctor.Machine;

/// <summary>What the kernel of Linux says of its clock (adjtimex(2)); it tells everybody.</summary>
internal static class KernelClock
{
    // struct timex of 64-bit systems: status at 40, all together 208 bytes.
    private const int Status = 40;
    private const int Unsynchronized = 0x40;

    /// <summary>True when a time service has set the clock lately; null when that cannot be told.</summary>
    public static bool? IsKept()
    {
        if (!LinuxFile.IsHere || IntPtr.Size != 8)
            return null;
        try
        {
            var timex = new byte[256];
            return adjtimex(timex) < 0 ? null : (BitConverter.ToInt32(timex, Status) & Unsynchronized) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc")]
    private static extern int adjtimex(byte[] timex);
}
