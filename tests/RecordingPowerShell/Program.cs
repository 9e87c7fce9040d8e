using System;
using System.IO;

namespace IpBlock.RecordingPowerShell;

/// <summary>Appends its command line to C:\recorded.txt. If C:\fail.txt holds a part of the command line, it fails as a script does.</summary>
internal static class Program
{
    private static int Main()
    {
        File.AppendAllText(@"C:\recorded.txt", Environment.CommandLine + "\n");
        return File.Exists(@"C:\fail.txt") && Environment.CommandLine.Contains(File.ReadAllText(@"C:\fail.txt").Trim(), StringComparison.Ordinal) ? 1 : 0;
    }
}
