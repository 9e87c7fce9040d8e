using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Programs;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Asks the fleet's database, by the program ipblock: the module brings no database driver along.</summary>
public abstract class FleetCmdlet : IpBlockCmdlet
{
    /// <summary>The program ipblock; without it it is looked for beside the module, where it is installed, and on the path.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Program { get; set; }

    /// <summary>What a command of the group <c>fleet</c> answers; null when it failed, which was told.</summary>
    /// <param name="words">The command with its arguments.</param>
    private protected JToken? Ask(params IEnumerable<string> words)
    {
        try
        {
            var run = IpBlockProgram.Run(Program is null ? null : GetUnresolvedProviderPathFromPSPath(Program), ["fleet", .. words, "--json", "--settings", SettingsFilePath]);
            if (run.Output.Trim().Length > 0)
                return Parse(run.Output);
            WriteError(Record(run.Error.Trim(), "FleetFailed", ErrorCategory.InvalidResult, null));
        }
        catch (System.Exception failure) when (failure is IOException or System.ComponentModel.Win32Exception or JsonException)
        {
            WriteError(new ErrorRecord(failure, "ProgramFailed", ErrorCategory.ResourceUnavailable, Program));
        }

        return null;
    }

    // Times stay as they are written.
    private static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader);
    }
}
