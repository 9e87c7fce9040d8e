using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>A real PowerShell: the dotnet tool of <c>.config/dotnet-tools.json</c>, or another one that the environment variable PWSH names.</summary>
public static class PowerShellProgram
{
    private static readonly Lazy<Task<IReadOnlyList<string>>> Command = new(FindAsync);

    /// <summary>What it is told by its environment: to ask and to tell nobody.</summary>
    internal static IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["NO_COLOR"] = "1", ["POWERSHELL_TELEMETRY_OPTOUT"] = "1" };

    /// <summary>Runs a script file to its end.</summary>
    /// <exception cref="RealProcessException">There is no PowerShell, or it has not ended in time.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(string script, TimeSpan within, IReadOnlyDictionary<string, string> environment)
    {
        var command = await CommandAsync(script);
        var all = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var (name, value) in Environment)
            all[name] = value;
        return await RealProcess.RunAsync(command[0], command[1..], within, environment: all);
    }

    /// <summary>The command that runs a script file.</summary>
    internal static async Task<string[]> CommandAsync(string script) => [.. await Command.Value, "-NoProfile", "-NonInteractive", "-File", script];

    // The tool's own starter is the SDK, which looks for manifests at each start; and the program pwsh in its folder can be run by the folder's owner alone.
    private static async Task<IReadOnlyList<string>> FindAsync()
    {
        if (System.Environment.GetEnvironmentVariable("PWSH") is { Length: > 0 } named)
            return [named];
        var (code, output) = await RealProcess.RunAsync("dotnet", ["tool", "run", "pwsh", "--", "-NoProfile", "-Command", "$PSHOME"], TimeSpan.FromMinutes(2), AppContext.BaseDirectory);
        var program = Path.Combine(output.Trim(), "pwsh.dll");
        return code == 0 && File.Exists(program)
            ? ["dotnet", program]
            : throw new RealProcessException("There is no PowerShell. Run 'dotnet tool restore' in the repository, or name a pwsh in PWSH. It said:\n" + output);
    }
}
