using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Sharing;

/// <summary>
/// The settings that many servers share, as a text like that of a settings file, and how it and a server's own parts make that server's file. All texts are
/// good settings files; what is not is
/// the caller's to find out.
/// </summary>
public static class SharedSettings
{
    private const string Empty = "{}\n";

    /// <summary>What of a server's file is for all: the file without the server's own parts.</summary>
    public static string Of(string file, OwnParts own)
    {
        var document = new SettingsDocument(NotEmpty(file), default);
        foreach (var part in (own ?? throw new ArgumentNullException(nameof(own))).All.Where(static part => part.Member is null))
            Remove(document, part.Path);
        return document.Text;
    }

    /// <summary>A server's file: what is for all, and in it the server's own parts as its file has them now.</summary>
    public static string For(string shared, string file, OwnParts own)
    {
        var (document, present) = (new SettingsDocument(NotEmpty(shared), default), new SettingsDocument(NotEmpty(file), default));
        foreach (var part in (own ?? throw new ArgumentNullException(nameof(own))).All)
        {
            if (part.Member is null)
                Keep(document, present, part.Path);
            else
                KeepMembers(document, present, part);
        }

        return document.Text;
    }

    /// <summary>What differs between two files, by property; a server's own parts aside.</summary>
    /// <param name="before">The one text.</param>
    /// <param name="after">The other.</param>
    /// <param name="own">What does not count; null when all counts.</param>
    public static SettingsDifference Between(string before, string after, OwnParts? own) =>
        SettingsDifference.Of(Tree(before), Tree(after), step => own?.Covers(step) != true);

    /// <summary>
    /// What has been changed on a server since it took a version, on top of another version. A property that both have changed, and not to the same value,
    /// is a conflict.
    /// </summary>
    /// <param name="taken">The version that the server took.</param>
    /// <param name="file">The server's file.</param>
    /// <param name="next">The other version.</param>
    /// <param name="own">What is the server's own.</param>
    /// <param name="conflicts">The properties that both have changed.</param>
    /// <returns>The server's new file; null when there are conflicts.</returns>
    public static string? Merge(string taken, string file, string next, OwnParts own, out IReadOnlyList<string> conflicts)
    {
        var (takenTree, fileTree, nextTree) = (Tree(taken), Tree(file), Tree(next));
        var theirs = PropertyStep.Between(takenTree, nextTree);

        // The other way round: an edit that gives properties back what the server's file has.
        var ours = PropertyStep.Between(fileTree, takenTree).Where(step => !own.Covers(step)).ToList();
        conflicts = [.. ours.Where(step => theirs.Any(other => other.Place.Overlaps(step.Place) && !(other.Place == step.Place && JToken.DeepEquals(other.New, step.Old))))
            .Select(static step => step.Place.ToString())];
        if (conflicts.Count > 0)
            return null;
        var document = new SettingsDocument(For(next, file, own), default);
        return new RevertEdit(ours, file).Apply(document) is { } problem ? throw new InvalidOperationException(problem.Reason) : document.Text;
    }

    /// <summary>
    /// Takes a change of the shared settings back, as undo does in a file: the properties of the change get their older values, unless another change has
    /// changed them since.
    /// </summary>
    /// <param name="before">The settings before the change.</param>
    /// <param name="after">Those after it.</param>
    /// <param name="now">Those of now.</param>
    /// <param name="conflicts">The properties that have been changed again.</param>
    /// <returns>The new settings; null when there are conflicts.</returns>
    public static string? Undo(string before, string after, string now, out IReadOnlyList<string> conflicts)
    {
        conflicts = [];
        if (string.Equals(after, now, StringComparison.Ordinal))
            return before;
        var steps = PropertyStep.Between(Tree(before), Tree(after));
        conflicts = [.. RevertEdit.Conflicts(steps, Tree(now)).Select(static place => place.ToString())];
        var document = new SettingsDocument(NotEmpty(now), default);
        return conflicts.Count > 0 || new RevertEdit(steps, before).Apply(document) is not null ? null : document.Text;
    }

    internal static SettingsDocument Document(string text) => new(NotEmpty(text), default);

    internal static void Keep(SettingsDocument document, SettingsDocument present, string path)
    {
        Remove(document, path);
        if (present.Find(path) is not { } own)
            return;

        // As it is written, comments within included.
        document.SetAt(path, new JRaw(present.Text.Substring(own.Start, own.End - own.Start)));
    }

    private static void KeepMembers(SettingsDocument document, SettingsDocument present, OwnPart part)
    {
        // A tree of a file with 100,000 entries takes its time.
        if (document.Find(part.Path) is null || present.Find(part.Path) is null)
            return;
        var (shared, here) = (Table(document, part.Path), Table(present, part.Path));
        foreach (var element in shared?.Elements ?? [])
        {
            if (part.IsOf(element.Key) && here?.Find(element.Key)?.Token is JObject own && own[part.Member!] is { } value && (element.Token as JObject)?[part.Member!] is not null)
                document.SetMember(document.Elements(part.Path)[element.Index], part.Member!, value);
        }
    }

    private static void Remove(SettingsDocument document, string path)
    {
        if (document.Find(path) is { } node)
            document.Remove(node);
    }

    internal static ElementTable? Table(SettingsDocument document, string list) => Tree(document.Text).Lists.TryGetValue(list, out var table) ? table : null;

    private static PropertyTree Tree(string text) => PropertyTree.Of(NotEmpty(text)) ?? throw new ArgumentException("is not a settings file", nameof(text));

    private static string NotEmpty(string text) => string.IsNullOrWhiteSpace(text ?? throw new ArgumentNullException(nameof(text))) ? Empty : text;
}
