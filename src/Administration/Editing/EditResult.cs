using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>What became of changes to the settings file: all were made, or none.</summary>
public sealed class EditResult
{
    private EditResult(FilterSettings? settings, bool changed, IReadOnlyList<SettingsError> errors)
    {
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

    internal static EditResult Done(FilterSettings settings) => new(settings, changed: true, Array.Empty<SettingsError>());

    internal static EditResult Unchanged(FilterSettings settings) => new(settings, changed: false, Array.Empty<SettingsError>());

    internal static EditResult Failed(IReadOnlyList<SettingsError> errors) => new(null, changed: false, errors);
}
