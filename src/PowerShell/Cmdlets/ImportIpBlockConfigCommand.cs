using System;
using System.IO;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Import;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Puts a file in place of all settings.</summary>
[Cmdlet(VerbsData.Import, "IpBlockConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockConfig))]
public sealed class ImportIpBlockConfigCommand : ChangingCmdlet
{
    /// <summary>The file to read.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var source = GetUnresolvedProviderPathFromPSPath(Path);
        var load = SettingsFile.Load(source);
        if (load.Settings is not { } settings)
        {
            WriteErrors(load.Errors, Refusal.Reading(source), source);
            return;
        }

        foreach (var provider in LeftOutKeys.Missing(settings))
            WriteWarning($"{provider}: the lookup domain in the file is only the public name, because the key was omitted during the export. Set it with Set-IpBlockProvider -LookupDomain.");

        var path = SettingsFilePath;
        try
        {
            var edit = SettingsEdit.Replace(File.ReadAllText(source), source);
            Submit(new Change(ChangeKind.Alters, "Config", path, path, now => IpBlockConfig.Of(now, path), edit), "Replace all settings with " + source);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(failure, "FileNotRead", ErrorCategory.ReadError, source));
        }
    }
}
