using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Programs;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Puts a newer signed catalogue in force, by the program ipblock: Windows PowerShell has neither its TLS nor its limits.</summary>
[Cmdlet(VerbsData.Update, "IpBlockCatalog", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockCatalogUpdate))]
public sealed class UpdateIpBlockCatalogCommand : IpBlockCmdlet
{
    /// <summary>The signed catalogue: a file, or an address that begins with https://; the setting catalogue.url when nothing is given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Source { get; set; }

    /// <summary>The program ipblock; without it it is looked for beside the module, where it is installed, and on the path.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Program { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var source = Source is null || Source.IndexOf("://", StringComparison.Ordinal) >= 0 ? Source : GetUnresolvedProviderPathFromPSPath(Source);
        if (!ShouldProcess(source ?? "The catalogue at catalogue.url", "Activate"))
            return;
        var words = new List<string> { "catalog", "update", "--json", "--settings", SettingsFilePath };
        if (source is not null)
            words.AddRange(["--", source]);
        try
        {
            var run = IpBlockProgram.Run(Program is null ? null : GetUnresolvedProviderPathFromPSPath(Program), words);
            if (run.Output.TrimStart().StartsWith("{", StringComparison.Ordinal))
                WriteObject(new IpBlockCatalogUpdate(JObject.Parse(run.Output)));
            else
                WriteError(Record(run.Error.Trim(), "CatalogNotUpdated", ErrorCategory.InvalidData, source));
        }
        catch (Exception failure) when (failure is IOException or System.ComponentModel.Win32Exception or JsonException)
        {
            WriteError(new ErrorRecord(failure, "ProgramFailed", ErrorCategory.ResourceUnavailable, Program));
        }
    }
}
