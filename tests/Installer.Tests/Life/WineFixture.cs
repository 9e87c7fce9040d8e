using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Life;

/// <summary>A Windows that wine makes once, with the recording program in the place of PowerShell. Each test gets a copy of it.</summary>
public sealed class WineFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly ScratchFolder _folder = new();

    public string Base => Path.Combine(_folder.Path, "base");

    public async ValueTask InitializeAsync()
    {
        // Without waiting for its server a fresh prefix refuses packages (1627). The two dlls would ask to download mono and gecko.
        await ShellAsync("WINEDLLOVERRIDES='mscoree=d;mshtml=d' wine wineboot -i; wineserver -w", Base);
        var home = Path.Combine(Base, "drive_c", "windows", "system32", "WindowsPowerShell", "v1.0");
        await ShellAsync($"rm -f '{home}/powershell.exe' && cp -r '{Repository.RecordingPowerShell}/.' '{home}/' && mv '{home}/IpBlock.RecordingPowerShell.exe' '{home}/powershell.exe'", Base);
    }

    /// <summary>Runs a line of shell in a prefix. What wine's own servers write goes to a file, since they outlive the command.</summary>
    public static async Task<(int ExitCode, string Output)> ShellAsync(string line, string prefix, params string[] arguments)
    {
        var file = prefix + ".out";
        var (code, _) = await RealProcess.RunAsync("/bin/sh", ["-c", $"unset DISPLAY; {{ {line}\n}} >'{file}' 2>&1 </dev/null", "sh", .. arguments], Patience, environment: Environment(prefix));
        return (code, await File.ReadAllTextAsync(file));
    }

    /// <summary>The environment of wine with this prefix.</summary>
    public static Dictionary<string, string> Environment(string prefix) => new(StringComparer.Ordinal)
    {
        ["WINEPREFIX"] = prefix,
        ["WINEARCH"] = "win64",
        ["WINEDEBUG"] = "-all,trace+eventlog",
        ["HOME"] = Path.GetDirectoryName(prefix)!,
    };

    public async ValueTask DisposeAsync()
    {
        await ShellAsync("wineserver -k; wineserver -w", Base);
        _folder.Dispose();
    }
}
