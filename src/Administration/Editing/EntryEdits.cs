using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Settings;
using IpBlock.Settings.Schema;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Editing;

/// <summary>A change of the entries of one list: of several at once, because an import brings thousands, and each would have to be compared with all the others anew.</summary>
internal abstract class EntryEdit(EntryList list) : SettingsEdit
{
    public EntryList List { get; } = list;

    /// <summary>Takes over what another edit of this kind does to the same list. False when it is of another kind, or about another list.</summary>
    public abstract bool TryJoin(EntryEdit other);

    /// <summary>An edit of the same kind and list that is about no entry yet.</summary>
    public abstract EntryEdit Empty();

    /// <summary>Does what can be done.</summary>
    /// <param name="document">The settings.</param>
    /// <param name="refused">Hears of each entry for which it cannot, by its number.</param>
    public abstract void ApplyEach(SettingsDocument document, Action<int, EditProblem> refused);

    /// <summary>The same edits, in which those of one kind that follow each other in one list are one.</summary>
    public static IReadOnlyList<SettingsEdit> Joined(IEnumerable<SettingsEdit> edits)
    {
        var joined = new List<SettingsEdit>();
        EntryEdit? run = null;
        foreach (var edit in edits)
        {
            if (edit is not EntryEdit entry)
            {
                run = null;
                joined.Add(edit);
            }
            else if (run?.TryJoin(entry) != true)
            {
                run = entry.Empty();
                run.TryJoin(entry);
                joined.Add(run);
            }
        }

        return joined;
    }

    internal sealed override EditProblem? Apply(SettingsDocument document)
    {
        EditProblem? first = null;
        ApplyEach(document, (_, problem) => first ??= problem);
        return first;
    }
}

internal sealed class AddEntryEdit : EntryEdit
{
    private readonly List<(string Key, string? Comment, DateTimeOffset? Expires, bool Force)> _entries = [];

    public AddEntryEdit(EntryList list, string key, string? comment, DateTimeOffset? expires, bool force)
        : this(list) => _entries.Add((key.Trim(), comment, expires, force));

    private AddEntryEdit(EntryList list)
        : base(list)
    {
    }

    public override EntryEdit Empty() => new AddEntryEdit(List);

    public override bool TryJoin(EntryEdit other)
    {
        if (other is not AddEntryEdit add || add.List != List)
            return false;
        _entries.AddRange(add._entries);
        return true;
    }

    public override void ApplyEach(SettingsDocument document, Action<int, EditProblem> refused)
    {
        var present = List.Index(document);
        var added = new List<JToken>();
        for (var i = 0; i < _entries.Count; i++)
        {
            var entry = _entries[i];
            var (meaning, problem) = List.Read(entry.Key);
            if (problem is not null)
            {
                refused(i, problem);
                continue;
            }

            if (!present.TryGetValue(meaning!, out var places))
                added.Add(List.ToJson(entry.Key, entry.Comment, entry.Expires, entry.Force));
            else if (places.Count > 0 && HasExpired(document, document.Elements(List.Path)[places[0]]))
                document.Replace(document.Elements(List.Path)[places[0]], List.ToJson(entry.Key, entry.Comment, entry.Expires, entry.Force));
            else
                refused(i, new EditProblem(List.Path, $"'{entry.Key}' is already in {List.Name}", "remove it first to change its comment or expiry"));

            // What is new is neither in the document yet nor can it have been there expired.
            present[meaning!] = [];
        }

        document.AppendElements(List.Path, added);
    }

    private static bool HasExpired(SettingsDocument document, JsonNode entry) =>
        document.ValueOf(entry.Member("expires")) is string text && PointInTime.TryParse(text, out var expires, out _) && expires <= document.Now;
}

internal sealed class RemoveEntryEdit : EntryEdit
{
    private readonly List<string> _keys = [];

    public RemoveEntryEdit(EntryList list, string key)
        : this(list) => _keys.Add(key.Trim());

    private RemoveEntryEdit(EntryList list)
        : base(list)
    {
    }

    public override EntryEdit Empty() => new RemoveEntryEdit(List);

    public override bool TryJoin(EntryEdit other)
    {
        if (other is not RemoveEntryEdit remove || remove.List != List)
            return false;
        _keys.AddRange(remove._keys);
        return true;
    }

    public override void ApplyEach(SettingsDocument document, Action<int, EditProblem> refused)
    {
        var present = List.Index(document);
        var removed = new List<int>();
        List<string>? entries = null;
        for (var i = 0; i < _keys.Count; i++)
        {
            var (meaning, problem) = List.Read(_keys[i]);
            if (problem is null && present.TryGetValue(meaning!, out var places))
            {
                // By hand the same addresses may have been entered twice, and whoever removes them wants them gone.
                removed.AddRange(places);
                present.Remove(meaning!);
                continue;
            }

            entries ??= [.. document.Elements(List.Path).Select(element => List.TextOf(document, element))];
            refused(i, problem ?? List.NotFound(_keys[i], meaning!, entries));
        }

        document.RemoveElements(List.Path, removed);
    }
}
