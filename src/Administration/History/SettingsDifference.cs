using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Administration.History;

/// <summary>What differs between two versions of the settings, by property.</summary>
public sealed class SettingsDifference
{
    private const string Unreadable = "the settings file could not be read before this change";

    private SettingsDifference(IReadOnlyList<PropertyChange> changes, bool sameBytes, string? problem)
    {
        Changes = changes;
        IsSame = sameBytes;
        Problem = problem;
    }

    /// <summary>The properties, in the order of the file; empty when only comments or the layout differ.</summary>
    public IReadOnlyList<PropertyChange> Changes { get; }

    /// <summary>True when both files are the same byte for byte.</summary>
    public bool IsSame { get; }

    /// <summary>Why the properties cannot be compared: one of the files was missing, or could not be read. Null when they can.</summary>
    public string? Problem { get; }

    /// <summary>The difference in a few words: the first property, and how many others.</summary>
    public string Summary => (Problem, IsSame, Changes.Count) switch
    {
        ({ } problem, _, _) => problem,
        (_, true, _) => "nothing",
        (_, _, 0) => "only comments or the layout",
        (_, _, 1) => Changes[0].ToString(),
        _ => $"{Changes.Count} properties: {string.Join(", ", Changes.Take(3).Select(static change => change.Path))}{(Changes.Count > 3 ? ", ..." : "")}",
    };

    /// <summary>These changes, and others behind them.</summary>
    internal SettingsDifference With(IReadOnlyList<PropertyChange> others) => others.Count == 0 ? this : new SettingsDifference([.. Changes, .. others], sameBytes: false, Problem);

    internal static SettingsDifference Between(KeptVersion before, KeptVersion after, IReadOnlyDictionary<string, string> publicNames, string path)
    {
        if (after.IsSameAs(before.Content))
            return new SettingsDifference([], sameBytes: true, null);
        var (old, now) = (before.Text(path), after.Text(path));
        if (now is null)
            return new SettingsDifference([], sameBytes: false, "the settings file was removed");

        // Where there was no file all settings had their defaults.
        var (oldTree, newTree) = (PropertyTree.Of(old is null ? "{}" : old.Text ?? ""), PropertyTree.Of(now.Text ?? ""));
        if (oldTree is null || newTree is null)
            return new SettingsDifference([], sameBytes: false, newTree is null ? "the settings file could not be read after this change" : Unreadable);
        return Between(oldTree, newTree, publicNames);
    }

    internal static SettingsDifference Between(SettingsText before, string after, IReadOnlyDictionary<string, string> publicNames)
    {
        if (string.Equals(before.Text, after, StringComparison.Ordinal))
            return new SettingsDifference([], sameBytes: true, null);
        var old = before.IsMissing ? PropertyTree.Of("{}") : before.Text is { } text ? PropertyTree.Of(text) : null;
        return old is null || PropertyTree.Of(after) is not { } now ? new SettingsDifference([], sameBytes: false, Unreadable) : Between(old, now, publicNames);
    }

    /// <summary>Those differences that count.</summary>
    internal static SettingsDifference Of(PropertyTree before, PropertyTree after, Func<PropertyStep, bool> counts)
    {
        var shown = new PublicForm(History.PublicNames.With(History.PublicNames.None, before, after));
        PropertyChange[] changes = [.. PropertyStep.Between(before, after).Where(counts).Select(shown.Of)];
        return new SettingsDifference(changes, sameBytes: changes.Length == 0, null);
    }

    private static SettingsDifference Between(PropertyTree before, PropertyTree after, IReadOnlyDictionary<string, string> publicNames)
    {
        var shown = new PublicForm(PublicNames.With(publicNames, before, after));
        return new SettingsDifference([.. PropertyStep.Between(before, after).Select(shown.Of)], sameBytes: false, null);
    }
}
