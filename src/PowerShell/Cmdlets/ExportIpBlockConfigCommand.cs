using System;
using System.IO;
using System.Management.Automation;
using System.Text;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Writes the settings into a file.</summary>
[Cmdlet(VerbsData.Export, "IpBlockConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(FileInfo))]
public sealed class ExportIpBlockConfigCommand : IpBlockCmdlet
{
    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string Path { get; set; } = "";

    /// <summary>Writes lookup domains with their keys, as Import-IpBlockConfig needs them.</summary>
    [Parameter]
    public SwitchParameter IncludeSecrets { get; set; }

    /// <summary>Overwrites a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands out the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ReadSettings() is not { } settings)
            return;
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        if (File.Exists(path) && !Force)
        {
            WriteError(Record($"{path} already exists; use -Force to overwrite it.", "FileExists", ErrorCategory.ResourceExists, path));
            return;
        }

        if (!ShouldProcess(path, "Export"))
            return;
        try
        {
            File.WriteAllText(path, SettingsWriter.ToJson(settings, IncludeSecrets), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(failure, "FileNotWritten", ErrorCategory.WriteError, path));
            return;
        }

        if (PassThru)
            WriteObject(new FileInfo(path));
    }
}
