using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>A cmdlet that changes the settings: what comes through the pipeline is gathered and written at its end.</summary>
public abstract class ChangingCmdlet : IpBlockCmdlet
{
    private const int MostLines = 200;
    private readonly List<Change> _changes = [];
    private readonly List<Change> _supposed = [];

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
        var before = PassThru ? Present : null;
        // Read once, however many are refused.
        var present = new Lazy<FilterSettings?>(() => Present);
        void Refuse(Change change, IReadOnlyList<SettingsError> errors) => WriteErrors(errors, Refusal.Of(change, present.Value, errors), change.Identity, Words);
        new ChangeBatch(Editor.ApplyEach).Apply(_changes, (change, settings) => Done(change, change.Kind == ChangeKind.Removes ? before : settings), Refuse, WriteWarning);
        _changes.Clear();
        if (_supposed.Count > 0)
            ShowSupposed(Refuse);
        _supposed.Clear();
    }

    /// <summary>What changes the settings, and says in their history that it was the cmdlets.</summary>
    private protected SettingsEditor Editor => new(SettingsFilePath, clock: null, ChangeAuthor.Of("IpBlock cmdlets"));

    /// <summary>True when -WhatIf was given, or holds in the session.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>What errors of the editor call the cmdlet's parameters.</summary>
    private protected virtual ErrorWords Words => SettingParameters.Words;

    private protected void Submit(Change change, string action)
    {
        if (ShouldProcess(change.Description, action))
            _changes.Add(change);
        else if (IsWhatIf)
            _supposed.Add(change);
    }

    /// <summary>Says what would change, property by property, beside what PowerShell says itself.</summary>
    private protected void ShowDifference(SettingsDifference difference)
    {
        if (difference.Changes.Count == 0)
            Host.UI.WriteLine("What if: " + difference.Summary + " would change.");
        for (var i = 0; i < difference.Changes.Count && i < MostLines; i++)
            Host.UI.WriteLine("What if: " + difference.Changes[i]);
        if (difference.Changes.Count > MostLines)
            Host.UI.WriteLine("What if: and " + (difference.Changes.Count - MostLines).ToString(CultureInfo.InvariantCulture) + " more.");
    }

    // What would be refused is refused here too: to promise it would be worse than to say nothing.
    private void ShowSupposed(Action<Change, IReadOnlyList<SettingsError>> refuse)
    {
        var preview = Editor.PreviewEach([.. _supposed.ConvertAll(static change => change.Edits)]);
        for (var i = 0; i < _supposed.Count; i++)
        {
            if (preview.Refused.TryGetValue(i, out var why))
                refuse(_supposed[i], why);
        }

        if (preview.Difference is { } difference)
            ShowDifference(difference);
        else
            refuse(_supposed[_supposed.Count - 1], preview.Errors);
    }

    private void Done(Change change, FilterSettings? settings)
    {
        if (PassThru && settings is not null && change.Find(settings) is { } found)
            WriteObject(found);
    }
}
