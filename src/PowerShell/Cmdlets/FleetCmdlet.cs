using System.Collections.Generic;
using System.Management.Automation;
using Newtonsoft.Json.Linq;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Asks the fleet's database, by the program ipblock: the module brings no database driver along.</summary>
public abstract class FleetCmdlet : ProgramCmdlet
{
    /// <summary>What a command of the group <c>fleet</c> answers; null when it failed, which was told.</summary>
    /// <param name="words">The command with its arguments.</param>
    private protected JToken? Ask(params IEnumerable<string> words) =>
        Run(["fleet", .. words, "--json", "--settings", SettingsFilePath], begins: "", "FleetFailed", ErrorCategory.InvalidResult, null);
}
