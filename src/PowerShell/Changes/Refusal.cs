using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Changes;

/// <summary>An error of the settings in PowerShell's terms: an id and a category that scripts can tell it by.</summary>
internal sealed class Refusal
{
    private Refusal(string id, ErrorCategory category)
    {
        Id = id;
        Category = category;
    }

    /// <summary>Such as ProviderNotFound.</summary>
    public string Id { get; }

    /// <summary>PowerShell's category.</summary>
    public ErrorCategory Category { get; }

    /// <summary>Why a change was not made.</summary>
    /// <param name="change">The change.</param>
    /// <param name="now">What the file holds; null when it does not load.</param>
    /// <param name="errors">What the editor said.</param>
    public static Refusal Of(Change change, FilterSettings? now, IReadOnlyList<SettingsError> errors)
    {
        var exists = now is not null && change.Find(now) is not null;
        if (change.Kind == ChangeKind.Adds && exists)
            return new Refusal(change.Noun + "Exists", ErrorCategory.ResourceExists);
        if (change.Kind != ChangeKind.Adds && now is not null && !exists)
            return new Refusal(change.Noun + "NotFound", ErrorCategory.ObjectNotFound);
        return errors.Any(static error => error.Path is not null) ? new Refusal(change.Noun + "Invalid", ErrorCategory.InvalidArgument)
            : now is not null && errors.Any(static error => IsOfFile(error)) ? new Refusal("SettingsNotWritten", ErrorCategory.WriteError)
            : now is null ? new Refusal("SettingsBroken", ErrorCategory.InvalidData)
            : new Refusal(change.Noun + "Invalid", ErrorCategory.InvalidArgument);
    }

    /// <summary>Why settings could not be read.</summary>
    public static Refusal Reading(string path) =>
        File.Exists(path) ? new Refusal("SettingsBroken", ErrorCategory.InvalidData) : new Refusal("SettingsNotFound", ErrorCategory.ObjectNotFound);

    private static bool IsOfFile(SettingsError error) => error.Line == 0 && string.IsNullOrEmpty(error.Path);
}
