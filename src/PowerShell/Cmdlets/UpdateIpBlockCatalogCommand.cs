using System;
using System.Collections.Generic;
using System.Management.Automation;
using IpBlock.PowerShell.Arguments;
using Newtonsoft.Json.Linq;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Puts a newer signed catalogue in force, by the program ipblock: Windows PowerShell has neither its TLS nor its limits.</summary>
[Cmdlet(VerbsData.Update, "IpBlockCatalog", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockCatalogUpdate))]
public sealed class UpdateIpBlockCatalogCommand : ProgramCmdlet
{
    /// <summary>The signed catalogue: a file, or an address that begins with https://; the setting catalogue.url when nothing is given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Source { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var source = Source is null || Source.IndexOf("://", StringComparison.Ordinal) >= 0 ? Source : GetUnresolvedProviderPathFromPSPath(Source);
        if (!ShouldProcess(source ?? "The catalogue at catalogue.url", "Activate"))
            return;
        var words = new List<string> { "catalog", "update", "--json", "--settings", SettingsFilePath };
        if (source is not null)
            words.AddRange(["--", source]);
        if (Run(words, "{", "CatalogNotUpdated", ErrorCategory.InvalidData, source) is JObject updated)
            WriteObject(new IpBlockCatalogUpdate(updated));
    }
}
