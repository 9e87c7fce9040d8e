using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Administration.History;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Editing;

/// <summary>
/// Changes the settings file, and is the only one to do so: command line, cmdlets and page all come here. The file stays the administrator's: order,
/// comments, indentation and all that is not changed survive byte for byte. A change that would leave a file which does not load is refused. Each change is kept in the
/// history beside the file; where that cannot be, the change is made and says so.
/// </summary>
public sealed class SettingsEditor
{
    private static readonly EditProblem ChangedSince = new(null, "the settings were changed by another program since they were read", "check what was changed, and repeat the change");

    private readonly Clock _clock;
    private readonly ChangeAuthor? _author;
    private readonly Func<string, FileStream>? _create;

    /// <summary>An editor of a file, which need not exist: the first change makes it, and its folder.</summary>
    /// <param name="path">The settings file.</param>
    /// <param name="clock">The time of day; null for the system's.</param>
    /// <param name="author">Who makes the changes; null for this process's account and program.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or blank.</exception>
    public SettingsEditor(string path, Clock? clock = null, ChangeAuthor? author = null)
        : this(path, clock, author, create: null)
    {
    }

    internal SettingsEditor(string path, Clock? clock, ChangeAuthor? author, Func<string, FileStream>? create)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new ArgumentException("The path of the settings file is missing.", nameof(path));
        Path = path;
        _clock = clock ?? Clock.System;
        _author = author;
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
    public EditResult Apply(params SettingsEdit[] edits) => WhyNot(edits) is { } errors
        ? EditResult.Failed(errors)
        : Locked(store => Save(PlannedChange.Of(edits, store.Read(), Path, _clock.UtcNow), store, undoes: null), EditResult.Failed);

    /// <summary>What is in the file now, for an editor that will change it later.</summary>
    public SettingsReading TakeReading() => new(SettingsFile.Read(Path));

    /// <summary>
    /// Makes all the changes or none, and none when the file has been changed since it was read: what was changed is then in <see cref="EditResult.ChangedMeanwhile"/>.
    /// </summary>
    /// <param name="basis">What the changes were made from.</param>
    /// <param name="edits">The changes, in this order.</param>
    /// <exception cref="ArgumentNullException">The reading, the changes, or one of them, are null.</exception>
    public EditResult Apply(SettingsReading basis, params SettingsEdit[] edits)
    {
        if (basis is null)
            throw new ArgumentNullException(nameof(basis));
        if (WhyNot(edits) is { } errors)
            return EditResult.Failed(errors);
        return Locked(store => store.Read() is var present && !basis.IsStill(present)
            ? Stale(basis, present)
            : Save(PlannedChange.Of(edits, present, Path, _clock.UtcNow), store, undoes: null), EditResult.Failed);
    }

    /// <summary>
    /// Makes of many changes those that can be made, in one write: thousands that come through a pipeline, of which some are refused. A change of
    /// several edits is made as a whole or not at all.
    /// </summary>
    /// <param name="changes">The changes, none of which puts a whole file in place of the settings.</param>
    /// <exception cref="ArgumentNullException">The changes are null.</exception>
    public EachResult ApplyEach(IReadOnlyList<IReadOnlyList<SettingsEdit>> changes) =>
        Locked(store => ChangeEach(changes ?? throw new ArgumentNullException(nameof(changes)), store), EachResult.Failed);

    /// <summary>
    /// Takes a change back. While the file is still as the change left it, it becomes byte for byte what it was before; after other changes each
    /// property of this one gets its older value back, unless a later change has changed it too. The undo is a change itself, and can be undone.
    /// </summary>
    /// <param name="number">The change; null for the last one.</param>
    /// <param name="force">True to take back also what a later change has changed again.</param>
    public EditResult Undo(int? number = null, bool force = false) => Locked(
        store =>
        {
            var present = store.Read();
            using var folder = HistoryFolder.Find(HistoryFolder.PathFor(store.Path));
            var plan = UndoPlan.Of(SettingsHistory.View(folder, store.Path, present), number, force, Path);
            return Save(PlannedChange.Of(plan, present, Path, _clock.UtcNow), store, plan.Number);
        },
        EditResult.Failed);

    /// <summary>
    /// Goes back to the settings as a change left them, byte for byte: all later changes are taken back. Refused when the file has been changed since it was
    /// read, as in <see cref="Apply(SettingsReading,SettingsEdit[])"/>. It is a change itself, and can be undone.
    /// </summary>
    /// <param name="basis">What was seen when this was decided.</param>
    /// <param name="number">The change; 0 for what there was before the first one.</param>
    /// <exception cref="ArgumentNullException">The reading is null.</exception>
    public EditResult GoBack(SettingsReading basis, int number)
    {
        if (basis is null)
            throw new ArgumentNullException(nameof(basis));
        return Locked(
            store =>
            {
                if (store.Read() is var present && !basis.IsStill(present))
                    return Stale(basis, present);
                using var folder = HistoryFolder.Find(HistoryFolder.PathFor(store.Path));
                var plan = UndoPlan.To(SettingsHistory.View(folder, store.Path, present), number);
                return Save(PlannedChange.Of(plan, present, Path, _clock.UtcNow), store, undoes: null);
            },
            EditResult.Failed);
    }

    /// <summary>What <see cref="Apply(SettingsEdit[])"/> would do, without doing it and without waiting for anybody.</summary>
    /// <exception cref="ArgumentNullException">The changes, or one of them, are null.</exception>
    public EditPreview Preview(params SettingsEdit[] edits) => WhyNot(edits) is { } errors
        ? EditPreview.Failed(errors)
        : Previewed(() => Told(PlannedChange.Of(edits, SettingsFile.Read(Path), Path, _clock.UtcNow)));

    /// <summary>What <see cref="ApplyEach"/> would do, without doing it and without waiting for anybody.</summary>
    /// <exception cref="ArgumentNullException">The changes are null.</exception>
    public EditPreview PreviewEach(IReadOnlyList<IReadOnlyList<SettingsEdit>> changes)
    {
        if (changes is null)
            throw new ArgumentNullException(nameof(changes));
        var refused = new SortedDictionary<int, EditProblem>();
        return Previewed(() =>
        {
            var planned = PlannedChange.OfEach(changes, SettingsFile.Read(Path), Path, _clock.UtcNow, refused);
            return EditPreview.Of(planned, undoes: null, InWords(refused));
        });
    }

    /// <summary>What <see cref="Undo"/> would do, without doing it.</summary>
    public EditPreview PreviewUndo(int? number = null, bool force = false) => Previewed(() =>
    {
        using var history = SettingsHistory.Open(Path);
        var plan = history.PlanUndo(number, force);
        return EditPreview.Of(PlannedChange.Of(plan, SettingsFile.Read(Path), Path, _clock.UtcNow), plan.Number, publicNames: history.PublicNames);
    });

    /// <summary>What <see cref="GoBack"/> would do, without doing it.</summary>
    public EditPreview PreviewGoBack(int number) => Previewed(() =>
    {
        using var history = SettingsHistory.Open(Path);
        var plan = history.PlanGoBack(number);
        return EditPreview.Of(PlannedChange.Of(plan, SettingsFile.Read(Path), Path, _clock.UtcNow), undoes: null, publicNames: history.PublicNames);
    });

    /// <summary>Keeps in the history what was changed by hand since the last change. What keeps it from doing so, in words; null when all is kept.</summary>
    public string? Notice() => Locked<string?>(
        store =>
        {
            using var keeper = new HistoryKeeper(store.Path);
            keeper.Notice(() => SettingsHistory.Bytes(store.Path, store.Read()), SettingsHistory.Written(store.Path));
            return keeper.Warnings.FirstOrDefault();
        },
        static errors => errors[0].ToString());

    private EditResult Stale(SettingsReading basis, SettingsText present) => EditResult.Stale(
        [ChangedSince.In(Path)], SettingsDifference.Between(basis.Text, present.Text ?? (present.IsMissing ? "{}" : ""), PublicNames.None));

    private IReadOnlyList<SettingsError>? WhyNot(SettingsEdit[] edits)
    {
        if (edits is null || Array.IndexOf(edits, null) >= 0)
            throw new ArgumentNullException(nameof(edits));
        foreach (var replacement in edits.OfType<ReplaceEdit>())
        {
            if (replacement.Load(Path).Errors is { Count: > 0 } errors)
                return errors;
        }

        return null;
    }

    private EditPreview Told(PlannedChange planned)
    {
        var preview = EditPreview.Of(planned, undoes: null);
        return planned.Settings is not { } settings ? preview
            : preview.With(settings, planned.IsUnchanged ? [] : ChangeWarnings.Of(planned.Before, settings, Path, _clock.UtcNow));
    }

    private EditPreview Previewed(Func<EditPreview> preview)
    {
        try
        {
            return preview();
        }
        catch (Exception exception) when (WriteErrors.IsExpected(exception))
        {
            return EditPreview.Failed([WriteErrors.Explain(exception, Path).In(Path)]);
        }
    }

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

    private EachResult ChangeEach(IReadOnlyList<IReadOnlyList<SettingsEdit>> changes, SettingsStore store)
    {
        var refused = new SortedDictionary<int, EditProblem>();
        var planned = PlannedChange.OfEach(changes, store.Read(), Path, _clock.UtcNow, refused);
        return planned.IsOfBrokenFile ? EachResult.Failed(planned.Errors) : EachResult.Of(Save(planned, store, undoes: null), InWords(refused));
    }

    private Dictionary<int, IReadOnlyList<SettingsError>> InWords(IEnumerable<KeyValuePair<int, EditProblem>> refused) =>
        refused.ToDictionary(static one => one.Key, one => (IReadOnlyList<SettingsError>)[one.Value.In(Path)]);

    private EditResult Save(PlannedChange planned, SettingsStore store, int? undoes)
    {
        if (planned.Settings is not { } settings)
            return EditResult.Failed(planned.Errors);
        if (planned.IsUnchanged)
            return EditResult.Unchanged(settings);
        using var history = new HistoryKeeper(store.Path);
        var author = _author ?? ChangeAuthor.OfProcess();
        var origin = new VersionOrigin(ToTheMillisecond(_clock.UtcNow), author.Account, author.Program, undoes);
        history.Prepare(() => SettingsHistory.Bytes(store.Path, planned.Present), SettingsHistory.Written(store.Path), planned.Content!, origin);
        try
        {
            store.Write(planned.Content!, planned.Backup);
        }
        catch
        {
            history.Abandon();
            throw;
        }

        history.Commit();
        return EditResult.Done(settings, history.Number, undoes, [.. history.Warnings, .. ChangeWarnings.Of(planned.Before, settings, Path, _clock.UtcNow)]);
    }

    // The decision log counts in these: by which settings a decision was made is told by them.
    private static DateTimeOffset ToTheMillisecond(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMillisecond));

    private static EditProblem HeldTooLong(SettingsStore store) => new(
        null,
        $"another program has locked {store.LockPath} for {Duration.Format(SettingsLock.Patience)}",
        "wait until the ipblock command, the PowerShell session or the page that is changing the settings has finished, or stop it");
}
