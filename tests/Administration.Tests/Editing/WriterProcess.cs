using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using IpBlock.Testing.Servers;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>Another program that changes settings, under .NET or under mono. It dies with the test.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;

    private readonly ProcessLimit _limit;

    private WriterProcess(string program, params string[] arguments)
    {
        _process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false } };
        _limit = ProcessLimit.Start(_process, ProcessLimit.Usual);
    }

    /// <summary>What it says, a line for each change it has made.</summary>
    public StreamReader Output => _process.StandardOutput;

    public static WriterProcess Start(bool mono, params string[] arguments)
    {
        var folder = typeof(WriterProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "SettingsWriterProcess").Value!;
        return mono
            ? new WriterProcess("mono", [Path.Combine(folder, "net472", "IpBlock.SettingsWriterProcess.exe"), .. arguments])
            : new WriterProcess("dotnet", [Path.Combine(folder, "net10.0", "IpBlock.SettingsWriterProcess.dll"), .. arguments]);
    }

    /// <summary>Under .NET, as an account without rights that closes what it makes to nobody.</summary>
    public static WriterProcess StartAsNobody(params string[] arguments)
    {
        var folder = typeof(WriterProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "SettingsWriterProcess").Value!;
        return new WriterProcess(
            "sh",
            [
                "-c", "umask 000; exec \"$@\"", "sh",
                .. RealProcess.As("nobody", "nogroup", ["env", "HOME=/tmp", "dotnet", Path.Combine(folder, "net10.0", "IpBlock.SettingsWriterProcess.dll"), .. arguments]),
            ]);
    }

    /// <summary>SIGKILL: nothing in the program gets the chance to tidy up. What it had said before can still be read.</summary>
    public void Kill()
    {
        _limit.Dispose();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
