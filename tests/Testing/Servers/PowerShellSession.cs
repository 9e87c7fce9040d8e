using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>
/// A real PowerShell that stays and runs one text after another, each in a runspace of its own: variables, functions and modules of one are not there for
/// the next. A PowerShell of its own takes a second or two of a processor for each.
/// </summary>
public sealed class PowerShellSession : IAsyncDisposable
{
    // The text's own end says that it went well: how a native program ended, LASTEXITCODE, says something else. An end is written to both streams.
    private const string Loop = """
        $PSStyle.OutputRendering = 'PlainText'
        while ($null -ne ($line = [Console]::In.ReadLine())) {
            $job = ConvertFrom-Json $line -AsHashtable
            $before = @{}
            foreach ($name in $job.environment.Keys) {
                $before[$name] = [Environment]::GetEnvironmentVariable($name)
                [Environment]::SetEnvironmentVariable($name, $job.environment[$name])
            }
            $runspace = [runspacefactory]::CreateRunspace($Host, [initialsessionstate]::CreateDefault2())
            $runspace.Open()
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            [void]$shell.AddScript("try {`n" + $job.text + "`n`$global:WentWell = `$true } catch { Write-Host `$_.Exception.Message }")
            $shell.Commands.Commands[0].MergeMyResults('Error', 'Output')
            [void]$shell.AddCommand('Out-Default')
            $end = $job.mark + ' failed'
            try {
                [void]$shell.Invoke()
                if ($runspace.SessionStateProxy.GetVariable('WentWell')) { $end = $job.mark + ' went well' }
            }
            catch { Write-Host $_.Exception.Message }
            $shell.Dispose()
            $runspace.Dispose()
            foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
            [Console]::Error.WriteLine($end)
            [Console]::Out.WriteLine($end)
        }
        """;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private readonly ScratchFolder _folder;
    private readonly RealProcess _process;
    private int _runs;

    private PowerShellSession(ScratchFolder folder, RealProcess process) => (_folder, _process) = (folder, process);

    /// <summary>Starts it.</summary>
    /// <exception cref="RealProcessException">There is no PowerShell.</exception>
    public static async Task<PowerShellSession> StartAsync()
    {
        var folder = new ScratchFolder();
        var command = await PowerShellProgram.CommandAsync(folder.Write("session.ps1", Loop));
        var environment = new Dictionary<string, string>(PowerShellProgram.Environment, StringComparer.Ordinal) { ["COLUMNS"] = "500" };
        var process = await RealProcess.StartAsync(command[0], command[1..], static _ => Task.FromResult(true), environment: environment, limit: Longest);
        return new PowerShellSession(folder, process);
    }

    /// <summary>Runs a text to its end; whether no error ended it, and what it has written, the message of that error last.</summary>
    /// <exception cref="RealProcessException">PowerShell has ended.</exception>
    /// <exception cref="TimeoutException">It has not ended in time. The session is of no use any more.</exception>
    public async Task<(bool Succeeded, string Output)> RunAsync(string text, TimeSpan within, IReadOnlyDictionary<string, string> environment)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"--- {++_runs} of {Guid.NewGuid():N}");
        var from = _process.Length;
        await _process.WriteLineAsync(JsonSerializer.Serialize(new { mark, text, environment }));
        var output = "";
        await Waiting.UntilAsync(
            () => Task.FromResult((output = _process.OutputFrom(from)).Split(mark).Length == 3 || _process.HasExited),
            () => "PowerShell has not ended with it in time:\n" + output,
            within,
            BetweenLooks);
        if (_process.HasExited)
            throw new RealProcessException("PowerShell has ended:\n" + _process.OutputFrom(from));
        var succeeded = output.Contains(mark + " went well\n", StringComparison.Ordinal);
        return (succeeded, output.Replace(mark + (succeeded ? " went well\n" : " failed\n"), "", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
