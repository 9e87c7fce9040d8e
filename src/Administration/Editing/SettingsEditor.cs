using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Editing;

/// <summary>
/// Changes the settings file, and is the only one to do so: command line, cmdlets and page all come here. The file stays the administrator's: order,
/// comments, indentation and all that is not changed survive byte for byte. A change that would leave a file which does not load is refused.
/// </summary>
public sealed class SettingsEditor
{
    private readonly Clock _clock;
    private readonly Func<string, FileStream>? _create;

    /// <summary>An editor of a file, which need not exist: the first change makes it, and its folder.</summary>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or blank.</exception>
    public SettingsEditor(string path, Clock? clock = null)
        : this(path, clock, create: null)
    {
    }

    internal SettingsEditor(string path, Clock? clock, Func<string, FileStream>? create)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new ArgumentException("The path of the settings file is missing.", nameof(path));
        Path = path;
        _clock = clock ?? Clock.System;
        _create = create;
    }

    /// <summary>The settings file, as it was given.</summary>
    public string Path { get; }

    /// <summary>What is in the file now. It waits for nobody: a change that is being made is seen before or after, never in between.</summary>
    public SettingsLoad Read() => SettingsFile.Load(Path);

    /// <summary>
    /// Makes all the changes, in this order, or none. While another program changes the same file it waits, 10 seconds at most. Whatever goes wrong with the
    /// changes, the lock, the folder or the disk is in the result. The version before is kept as <c>ipblock.json.bak</c>, if it was a good one.
    /// </summary>
    /// <exception cref="ArgumentNullException">The changes, or one of them, are null.</exception>
    public EditResult Apply(params SettingsEdit[] edits)
    {
        if (edits is null || Array.IndexOf(edits, null) >= 0)
            throw new ArgumentNullException(nameof(edits));
        foreach (var replacement in edits.OfType<ReplaceEdit>())
        {
            if (replacement.Load(Path).Errors is { Count: > 0 } errors)
                return EditResult.Failed(errors);
        }

        return Locked(store => Change(edits, store), EditResult.Failed);
    }

    /// <summary>
    /// Makes of many changes those that can be made, in one write: thousands that come through a pipeline, of which some are refused. A change of several edits is made as a whole or not at all.
    /// </summary>
    /// <param name="changes">The changes, none of which puts a whole file in place of the settings.</param>
    /// <exception cref="ArgumentNullException">The changes are null.</exception>
    public EachResult ApplyEach(IReadOnlyList<IReadOnlyList<SettingsEdit>> changes) =>
        Locked(store => ChangeEach(changes ?? throw new ArgumentNullException(nameof(changes)), store), EachResult.Failed);

    private T Locked<T>(Func<SettingsStore, T> change, Func<IReadOnlyList<SettingsError>, T> failed)
    {
        var folder = Path;
        try
        {
            using var store = new SettingsStore(Path, _create);
            folder = store.Folder;
            using var held = store.Lock(_clock);
            return held is null ? failed([HeldTooLong(store).In(Path)]) : change(store);
        }
        catch (Exception exception) when (WriteErrors.IsExpected(exception))
        {
            return failed([WriteErrors.Explain(exception, folder).In(Path)]);
        }
    }

    private EditResult Change(SettingsEdit[] edits, SettingsStore store)
    {
        var present = store.Read();
        var before = present.Load();
        if (before.Settings is null && !present.IsMissing && edits.FirstOrDefault() is not ReplaceEdit)
            return EditResult.Failed([Broken(), .. before.Errors]);
        var document = new SettingsDocument(before.Settings is null ? "{}\n" : present.Text!, _clock.UtcNow);
        foreach (var edit in EntryEdit.Joined(edits))
        {
            if (edit.Apply(document) is { } problem)
                return Failed(problem);
        }

        return string.Equals(document.Text, present.Text, StringComparison.Ordinal) ? EditResult.Unchanged(before.Settings!) : Save(document.Text, present, before, store, edits);
    }

    private EachResult ChangeEach(IReadOnlyList<IReadOnlyList<SettingsEdit>> changes, SettingsStore store)
    {
        var present = store.Read();
        var before = present.Load();
        if (before.Settings is null && !present.IsMissing)
            return EachResult.Failed([Broken(), .. before.Errors]);
        var document = new SettingsDocument(before.Settings is null ? "{}\n" : present.Text!, _clock.UtcNow);
        var refused = new SortedDictionary<int, EditProblem>();
        foreach (var run in ChangeRun.Of(changes))
            run.Apply(ref document, refused);
        // A file that is not there is not made for nothing.
        var result = string.Equals(document.Text, before.Settings is null ? "{}\n" : present.Text, StringComparison.Ordinal)
            ? EditResult.Unchanged(before.Settings ?? new FilterSettings())
            : Save(document.Text, present, before, store, []);
        return EachResult.Of(result, refused.ToDictionary(static one => one.Key, one => (IReadOnlyList<SettingsError>)[one.Value.In(Path)]));
    }

    private EditResult Save(string text, SettingsText present, SettingsLoad before, SettingsStore store, SettingsEdit[] edits)
    {
        var after = SettingsFile.Parse(text, Path);
        if (after.Settings is null)
            return EditResult.Failed(after.Errors.Select(error => new SettingsError(Path, 0, 0, error.Path, error.Reason, error.Cure)).ToList());
        var bytes = SettingsFile.Encode(text, present.HasMark && edits.LastOrDefault() is not ReplaceEdit);
        if (bytes.Length > SettingsFile.MaxBytes)
            return Failed(new EditProblem(null, "would be larger than 16 MB", "move long lists of addresses elsewhere"));
        store.Write(bytes, before.Settings is null ? null : SettingsFile.Encode(present.Text!, present.HasMark));
        return EditResult.Done(after.Settings);
    }

    private EditResult Failed(EditProblem problem) => EditResult.Failed([problem.In(Path)]);

    private SettingsError Broken() =>
        new EditProblem(null, "is broken, so it is not changed", "mend what is named below, or put a whole file in its place").In(Path);

    private static EditProblem HeldTooLong(SettingsStore store) => new(
        null,
        $"another program has held {store.LockPath} for {Duration.Format(SettingsLock.Patience)}",
        "wait until the ipblock command, the PowerShell session or the page that is changing the settings has finished, or end it");
}
