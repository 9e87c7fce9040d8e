using System;
using System.Collections.Generic;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>A cmdlet that changes the settings: what comes through the pipeline is gathered and written at its end.</summary>
public abstract class ChangingCmdlet : IpBlockCmdlet
{
    private readonly List<Change> _changes = [];

    /// <summary>Hands out what was changed, or what was removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is in the file; the defaults when there is none yet; null when it is broken, which the editor tells of later.</summary>
    private protected FilterSettings? Present
    {
        get
        {
            var path = SettingsFilePath;
            return System.IO.File.Exists(path) ? SettingsFile.Load(path).Settings : new FilterSettings();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var editor = new SettingsEditor(SettingsFilePath);
        var before = PassThru ? Present : null;
        // Read once, however many are refused.
        var present = new Lazy<FilterSettings?>(() => Present);
        new ChangeBatch(editor.ApplyEach).Apply(
            _changes,
            (change, settings) => Done(change, change.Kind == ChangeKind.Removes ? before : settings),
            (change, errors) => WriteErrors(errors, Refusal.Of(change, present.Value, errors), change.Identity));
        _changes.Clear();
    }

    private protected void Submit(Change change, string action)
    {
        if (ShouldProcess(change.Description, action))
            _changes.Add(change);
    }

    private void Done(Change change, FilterSettings? settings)
    {
        if (PassThru && settings is not null && change.Find(settings) is { } found)
            WriteObject(found);
    }
}
