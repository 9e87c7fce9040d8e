using System;
using System.IO;
using System.Runtime.InteropServices;

namespace IpBlock.RecordingPowerShell;

/// <summary>Appends its command line to C:\recorded.txt. If C:\fail.txt holds a part of the command line, it fails as a script does.</summary>
internal static class Program
{
    private static int Main()
    {
        // As it was written: Environment.CommandLine is put together anew from the arguments.
        var line = Marshal.PtrToStringUni(GetCommandLineW()) ?? "";
        File.AppendAllText(@"C:\recorded.txt", line + "\n");
        return File.Exists(@"C:\fail.txt") && line.Contains(File.ReadAllText(@"C:\fail.txt").Trim(), StringComparison.Ordinal) ? 1 : 0;
    }

    [DllImport("kernel32.dll", ExactSpelling = true)]
    private static extern IntPtr GetCommandLineW();
}
