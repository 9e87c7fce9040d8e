using System.Globalization;
using System.Linq;
using IpBlock.Administration.Editing;

namespace IpBlock.Administration.History;

/// <summary>
/// How a change is taken back: when the file is still as the change left it, byte for byte by what was before; else by property, and what other changes have done since stays.
/// </summary>
internal sealed class UndoPlan
{
    private UndoPlan(int number, byte[]? content, SettingsEdit? edit, EditProblem? problem)
    {
        Number = number;
        Content = content;
        Edit = edit;
        Problem = problem;
    }

    /// <summary>The change to take back.</summary>
    public int Number { get; }

    /// <summary>The whole file to put in place; null for an undo by property.</summary>
    public byte[]? Content { get; }

    /// <summary>True for a plan that goes back to a version, false for one that takes a change back.</summary>
    public bool GoesBack { get; private init; }

    /// <summary>The edit of the present file, for an undo by property.</summary>
    public SettingsEdit? Edit { get; }

    /// <summary>Why it cannot be taken back.</summary>
    public EditProblem? Problem { get; }

    /// <param name="history">The versions, the file as it is among them.</param>
    /// <param name="number">The change; null for the last.</param>
    /// <param name="force">True to take back also what a later change has changed again.</param>
    /// <param name="path">The settings file.</param>
    public static UndoPlan Of(HistoryView history, int? number, bool force, string path)
    {
        var change = number ?? history.Next - 1;
        if (change < 1 || !history.Numbers.Contains(change))
            return Not(change, number is null ? "there is no change to undo" : $"there is no change {Text(change)}", WhichThereAre(history));
        if (history.Find(change) is not { } after || history.Find(change - 1) is not { } before)
            return Not(change, $"the settings before change {Text(change)} are no longer available", WhichThereAre(history));
        if (before.Content is null)
            return Not(change, $"before change {Text(change)} there was no settings file", $"to restore this state, remove {path}");
        return after.IsSameAs(history.Last!.Content) ? new UndoPlan(change, before.Content, null, null) : ByProperty(history, before, after, force, path);
    }

    /// <summary>How to go back to the whole file as a change left it.</summary>
    /// <param name="history">The versions, the file as it is among them.</param>
    /// <param name="number">The change; 0 for what there was before the first one.</param>
    public static UndoPlan To(HistoryView history, int number)
    {
        if (history.Find(number) is not { } version)
            return Not(number, $"the settings after change {Text(number)} are no longer available", WhichThereAre(history));
        return version.Content is { } content
            ? new UndoPlan(number, content, null, null) { GoesBack = true }
            : Not(number, $"after change {Text(number)} there was no settings file", "go back to another version");
    }

    private static UndoPlan ByProperty(HistoryView history, KeptVersion before, KeptVersion after, bool force, string path)
    {
        var number = after.Number;
        if (Tree(before, path) is not { } old || Tree(after, path) is not { } now || Tree(history.Last!, path) is not { } present)
            return Not(number, $"change {Text(number)} cannot be undone property by property: later changes exist, and the current file, or the file before or after the change, cannot be read",
                "undo the later changes first");
        var steps = PropertyStep.Between(old, now);
        if (steps.Count == 0)
            return Not(number, $"change {Text(number)} changed only comments or the layout, and there are later changes, so it cannot be undone separately", "undo the later changes first");
        var conflicts = force ? [] : RevertEdit.Conflicts(steps, present);
        return conflicts.Count > 0
            ? Not(number, $"{conflicts[0]} was changed again{Since(history, number, conflicts[0], path)} after change {Text(number)}", "undo that first, or use --force (-Force) to go back to the older value")
            : new UndoPlan(number, null, new RevertEdit(steps, before.Text(path)!.Text!), null);
    }

    private static string Since(HistoryView history, int number, PropertyPlace place, string path)
    {
        for (var later = history.Next - 1; later > number; later--)
        {
            if (history.Find(later) is { } after && history.Find(later - 1) is { } before && Tree(before, path) is { } old && Tree(after, path) is { } now
                && PropertyStep.Between(old, now).Any(step => step.Place.Overlaps(place)))
                return " by change " + Text(later);
        }

        return "";
    }

    private static PropertyTree? Tree(KeptVersion version, string path) => version.Text(path)?.Text is { } text ? PropertyTree.Of(text) : null;

    private static string WhichThereAre(HistoryView history)
    {
        var first = history.Numbers.FirstOrDefault(number => number > 0 && history.Numbers.Contains(number - 1));
        return first == 0 ? "the history begins with the next change" : $"changes {Text(first)} to {Text(history.Next - 1)} can be undone; to see the changes, run ipblock config history";
    }

    private static UndoPlan Not(int number, string reason, string cure) => new(number, null, null, new EditProblem(null, reason, cure));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
