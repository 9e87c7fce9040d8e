using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.History;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>What changes come to, before anything is written: the new file, or why there is none.</summary>
internal sealed class PlannedChange
{
    private const string Empty = "{}\n";

    private static readonly EditProblem NotChanged =
        new(null, "has errors and was not changed", "correct the errors below, or replace the whole file");

    private static readonly EditProblem NotGood =
        new(null, "the version before this change is not valid", "see the errors below; an older change can be undone by its number");

    private static readonly EditProblem NotGoodEither = new(null, "that version is not valid", "see the errors below, and go back to another version");

    private PlannedChange(SettingsText present, IReadOnlyList<SettingsError> errors)
    {
        Present = present;
        Errors = errors;
    }

    /// <summary>The file as it is.</summary>
    public SettingsText Present { get; }

    /// <summary>Why nothing can be written; empty when something can.</summary>
    public IReadOnlyList<SettingsError> Errors { get; }

    /// <summary>The settings as they are; null when there are none, or they do not load.</summary>
    public FilterSettings? Before { get; private init; }

    /// <summary>The settings as they would be; null when there are errors.</summary>
    public FilterSettings? Settings { get; private init; }

    /// <summary>True when the file holds all this already.</summary>
    public bool IsUnchanged { get; private init; }

    /// <summary>True when the present file does not load: then no smaller change can be made either.</summary>
    public bool IsOfBrokenFile { get; private init; }

    /// <summary>The text of the file as it would be.</summary>
    public string? Text { get; private init; }

    /// <summary>The bytes of the file as it would be.</summary>
    public byte[]? Content { get; private init; }

    /// <summary>The bytes of the file as it is; null when it does not load.</summary>
    public byte[]? Backup { get; private init; }

    /// <summary>All changes or none.</summary>
    public static PlannedChange Of(IReadOnlyList<SettingsEdit> edits, SettingsText present, string path, DateTimeOffset now)
    {
        var before = present.Load();
        if (before.Settings is null && !present.IsMissing && edits.FirstOrDefault() is not ReplaceEdit)
            return Broken(present, before, path);
        var document = new SettingsDocument(before.Settings is null ? Empty : present.Text!, now);
        foreach (var edit in EntryEdit.Joined(edits))
        {
            if (edit.Apply(document) is { } problem)
                return new PlannedChange(present, [problem.In(path)]);
        }

        return string.Equals(document.Text, present.Text, StringComparison.Ordinal)
            ? Unchanged(present, before.Settings!)
            : Of(document.Text, present.HasMark && edits.LastOrDefault() is not ReplaceEdit, present, before, path);
    }

    /// <summary>Those of many changes that can be made.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="present">The file as it is.</param>
    /// <param name="path">What errors call it.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="refused">Takes those that cannot be made, by their numbers.</param>
    public static PlannedChange OfEach(
        IReadOnlyList<IReadOnlyList<SettingsEdit>> changes, SettingsText present, string path, DateTimeOffset now, IDictionary<int, EditProblem> refused)
    {
        var before = present.Load();
        if (before.Settings is null && !present.IsMissing)
            return Broken(present, before, path);
        var document = new SettingsDocument(before.Settings is null ? Empty : present.Text!, now);
        foreach (var run in ChangeRun.Of(changes))
            run.Apply(ref document, refused);

        // A file that is not there is not made for nothing.
        return string.Equals(document.Text, before.Settings is null ? Empty : present.Text, StringComparison.Ordinal)
            ? Unchanged(present, before.Settings ?? new FilterSettings())
            : Of(document.Text, present.HasMark, present, before, path);
    }

    /// <summary>What takes a change back.</summary>
    public static PlannedChange Of(UndoPlan plan, SettingsText present, string path, DateTimeOffset now)
    {
        if (plan.Problem is { } problem)
            return new PlannedChange(present, [problem.In(path)]);
        if (plan.Content is not { } content)
            return Of([plan.Edit!], present, path, now);
        var text = SettingsFile.Decode(content, content.Length, path);
        var after = text.Load();
        if (after.Settings is { } settings && text.HasMark == present.HasMark && string.Equals(text.Text, present.Text, StringComparison.Ordinal))
            return Unchanged(present, settings);
        return after.Settings is null
            ? new PlannedChange(present, [(plan.GoesBack ? NotGoodEither : NotGood).In(path), .. after.Errors])
            : new PlannedChange(present, [])
            {
                Before = present.Load().Settings,
                Settings = after.Settings,
                Text = text.Text,
                Content = content,
                Backup = BackupOf(present, present.Load()),
            };
    }

    private static PlannedChange Of(string text, bool withMark, SettingsText present, SettingsLoad before, string path)
    {
        var after = SettingsFile.Parse(text, path);
        if (after.Settings is null)
            return new PlannedChange(present, [.. after.Errors.Select(error => new SettingsError(path, 0, 0, error.Path, error.Reason, error.Cure))]);
        var content = SettingsFile.Encode(text, withMark);
        return content.Length > SettingsFile.MaxBytes
            ? new PlannedChange(present, [new EditProblem(null, "would be larger than 16 MB", "move long address lists to separate files (lists)").In(path)])
            : new PlannedChange(present, [])
            {
                Before = before.Settings,
                Settings = after.Settings,
                Text = text,
                Content = content,
                Backup = BackupOf(present, before),
            };
    }

    private static PlannedChange Unchanged(SettingsText present, FilterSettings settings) =>
        new(present, []) { Settings = settings, IsUnchanged = true, Text = present.Text ?? Empty };

    private static PlannedChange Broken(SettingsText present, SettingsLoad before, string path) =>
        new(present, [NotChanged.In(path), .. before.Errors]) { IsOfBrokenFile = true };

    private static byte[]? BackupOf(SettingsText present, SettingsLoad before) => before.Settings is null ? null : SettingsFile.Encode(present.Text!, present.HasMark);
}
