using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Programs;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>What cmdlets share whose work the program ipblock does, because the module brings no database driver along, and Windows PowerShell no recent TLS.</summary>
public abstract class ProgramCmdlet : IpBlockCmdlet
{
    /// <summary>The program ipblock; without it it is looked for beside the module, where it is installed, and on the path.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Program { get; set; }

    /// <summary>What a command of the program writes as JSON; null when it failed, which was told.</summary>
    /// <param name="words">The command with its options.</param>
    /// <param name="begins">How its JSON begins; empty when any output is JSON.</param>
    /// <param name="id">What an error of the command is called.</param>
    /// <param name="category">Its category.</param>
    /// <param name="target">What the error is about.</param>
    private protected JToken? Run(IEnumerable<string> words, string begins, string id, ErrorCategory category, object? target)
    {
        try
        {
            var run = IpBlockProgram.Run(Program is null ? null : GetUnresolvedProviderPathFromPSPath(Program), words);
            var output = run.Output.Trim();
            if (output.Length > 0 && output.StartsWith(begins, StringComparison.Ordinal))
                return Parse(output);
            WriteError(Record(run.Error.Trim(), id, category, target));
        }
        catch (Exception failure) when (failure is IOException or System.ComponentModel.Win32Exception or JsonException)
        {
            WriteError(new ErrorRecord(failure, "ProgramFailed", ErrorCategory.ResourceUnavailable, Program));
        }

        return null;
    }

    // Times stay as they are written: read as dates they would lose their zone.
    private static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader);
    }
}
