using System;
using System.Collections.Generic;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Providers;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>What all cmdlets share: which settings file is meant, and how its errors are told.</summary>
public abstract class IpBlockCmdlet : PSCmdlet
{
    /// <summary>The settings file; the one that the mail server's filter reads when nothing is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? SettingsPath { get; set; }

    /// <summary>The settings file as the file system names it: PowerShell's own location is not that of the process.</summary>
    protected string SettingsFilePath => SettingsPath is null ? Settings.SettingsPath.Default : GetUnresolvedProviderPathFromPSPath(SettingsPath);

    /// <summary>The settings, or null after their errors have been written.</summary>
    protected FilterSettings? ReadSettings()
    {
        var path = SettingsFilePath;
        var load = SettingsFile.Load(path);
        if (load.Settings is null)
            WriteErrors(load.Errors, Refusal.Reading(path), path);
        return load.Settings;
    }

    /// <summary>What the agent or the service has found out about the lists.</summary>
    private protected HealthMemory HealthIn(FilterSettings settings) => WrittenHealth.Read(settings, SettingsFilePath);

    private protected void WriteErrors(IReadOnlyList<SettingsError> errors, Refusal refusal, object target, ErrorWords? words = null)
    {
        foreach (var error in errors)
            WriteError(Record(words?.Of(error) ?? error.ToString(), refusal.Id, refusal.Category, target));
    }

    private protected static ErrorRecord Record(string message, string id, ErrorCategory category, object? target) =>
        new(new InvalidOperationException(message), id, category, target);
}
