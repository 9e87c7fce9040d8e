using System;
using System.Collections.Generic;
using IpBlock.Administration.History;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>What became of changes to the settings file: all were made, or none.</summary>
public sealed class EditResult
{
    private EditResult(FilterSettings? settings, bool changed, IReadOnlyList<SettingsError> errors, int? number = null, int? undoes = null, IReadOnlyList<string>? warnings = null)
    {
        Number = number;
        Undoes = undoes;
        Warnings = warnings ?? Array.Empty<string>();
        Settings = settings;
        Changed = changed;
        Errors = errors;
    }

    /// <summary>True when the file holds what was asked for.</summary>
    public bool Succeeded => Settings is not null;

    /// <summary>True when the file was written; false when it held all this already, or on failure.</summary>
    public bool Changed { get; }

    /// <summary>The settings as they are in the file now; null on failure.</summary>
    public FilterSettings? Settings { get; }

    /// <summary>
    /// Why nothing was changed; empty on success. Lines and columns are given only for what stands in a file, the present one or the one to be imported.
    /// </summary>
    public IReadOnlyList<SettingsError> Errors { get; }

    /// <summary>The number of the change in the history; null when nothing was changed, or it could not be kept.</summary>
    public int? Number { get; }

    /// <summary>The number of the change that was taken back; null when this was no undo.</summary>
    public int? Undoes { get; }

    /// <summary>What is to be said of a change that was made: what is not in the history, not in force yet, or hardly meant. In sentences.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>What somebody else has changed since the settings were read; null unless that is why nothing was changed.</summary>
    public SettingsDifference? ChangedMeanwhile { get; private init; }

    internal static EditResult Done(FilterSettings settings, int? number, int? undoes, IReadOnlyList<string> warnings) =>
        new(settings, changed: true, Array.Empty<SettingsError>(), number, undoes, warnings);

    internal static EditResult Unchanged(FilterSettings settings) => new(settings, changed: false, Array.Empty<SettingsError>());

    internal static EditResult Failed(IReadOnlyList<SettingsError> errors) => new(null, changed: false, errors);

    internal static EditResult Stale(IReadOnlyList<SettingsError> errors, SettingsDifference meanwhile) =>
        new(null, changed: false, errors) { ChangedMeanwhile = meanwhile };
}
