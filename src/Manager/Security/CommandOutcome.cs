using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.Settings;

namespace IpBlock.Manager.Security;

/// <summary>What came of a command, for the one who gave it and for the log.</summary>
public sealed class CommandOutcome
{
    private CommandOutcome(bool succeeded, string text) => (Succeeded, Text) = (succeeded, text);

    /// <summary>True when it was done.</summary>
    public bool Succeeded { get; }

    /// <summary>What was done, or why not, as a sentence.</summary>
    public string Text { get; }

    /// <summary>More to be said, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>What is wrong, with the property that it is about, to be shown at its field.</summary>
    public IReadOnlyList<SettingsError> Errors { get; private init; } = [];

    /// <summary>What others have changed since the settings were read; null unless that is why nothing was done.</summary>
    public SettingsDifference? ChangedMeanwhile { get; private init; }

    /// <summary>It was done.</summary>
    public static CommandOutcome Done(string text) => new(succeeded: true, text);

    /// <summary>It was not done.</summary>
    public static CommandOutcome Failed(string text) => new(succeeded: false, text);

    /// <summary>What became of a change of the settings.</summary>
    /// <param name="result">What the editor says.</param>
    /// <param name="done">What was done, as a sentence.</param>
    public static CommandOutcome Of(EditResult result, string done)
    {
        if (result.Succeeded)
        {
            var text = result.Changed ? done : "No changes: the value is already set.";
            return new CommandOutcome(succeeded: true, text) { Warnings = result.Warnings };
        }

        var why = result.ChangedMeanwhile is null
            ? string.Join(' ', result.Errors.Select(InWords))
            : "The settings were changed by another user or program. Nothing was saved.";
        return new CommandOutcome(succeeded: false, why) { Errors = result.Errors, ChangedMeanwhile = result.ChangedMeanwhile };
    }

    private static string InWords(SettingsError error)
    {
        var text = (error.Path is { Length: > 0 } path ? path + ": " : "") + error.Reason + (error.Cure is { } cure ? "; " + cure : "");
        return text.EndsWith('.') ? text : text + ".";
    }
}
