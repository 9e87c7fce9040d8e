using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Settings;
using IpBlock.Settings.Schema;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Editing;

/// <summary>Adds entries to one list: several at once, because an import brings thousands, and each would have to be compared with all the others anew.</summary>
internal sealed class AddEntryEdit : SettingsEdit
{
    private readonly EntryList _list;
    private readonly List<(string Key, string? Comment, DateTimeOffset? Expires, bool Force)> _entries = [];

    public AddEntryEdit(EntryList list, string key, string? comment, DateTimeOffset? expires, bool force)
        : this(list) => _entries.Add((key.Trim(), comment, expires, force));

    private AddEntryEdit(EntryList list) => _list = list;

    /// <summary>The same edits, in which those that follow each other in adding to one list are one.</summary>
    public static IReadOnlyList<SettingsEdit> Joined(IEnumerable<SettingsEdit> edits)
    {
        var joined = new List<SettingsEdit>();
        AddEntryEdit? run = null;
        foreach (var edit in edits)
        {
            if (edit is not AddEntryEdit add)
                run = null;
            else if (run?._list != add._list)
                run = new AddEntryEdit(add._list);
            if (joined.LastOrDefault() != run || run is null)
                joined.Add(run ?? edit);
            run?._entries.AddRange(((AddEntryEdit)edit)._entries);
        }

        return joined;
    }

    internal override EditProblem? Apply(SettingsDocument document)
    {
        var present = _list.Index(document);
        var added = new List<JToken>();
        foreach (var entry in _entries)
        {
            var (meaning, problem) = _list.Read(entry.Key);
            if (problem is not null)
                return problem;
            if (!present.TryGetValue(meaning!, out var index))
                added.Add(ToJson(entry.Key, entry.Comment, entry.Expires, entry.Force));
            else if (index >= 0 && HasExpired(document, document.Elements(_list.Path)[index]))
                document.Replace(document.Elements(_list.Path)[index], ToJson(entry.Key, entry.Comment, entry.Expires, entry.Force));
            else
                return new EditProblem(_list.Path, $"'{entry.Key}' is in {_list.Name} already", "remove it first to change its comment or expiry");

            // What is new is neither in the document yet nor can it have been there expired.
            present[meaning!] = -1;
        }

        document.AppendElements(_list.Path, added);
        return null;
    }

    private JToken ToJson(string key, string? comment, DateTimeOffset? expires, bool force)
    {
        // Where it is not needed it would only puzzle the next reader.
        force = force && _list.NeedsForce(key);
        if (comment is null && expires is null && !force)
            return new JValue(key);
        var entry = new JObject { [_list.Key] = key };
        if (comment is not null)
            entry["comment"] = comment;
        if (expires is { } end)
            entry["expires"] = PointInTime.Format(end);
        if (force)
            entry["force"] = true;
        return entry;
    }

    private static bool HasExpired(SettingsDocument document, JsonNode entry) =>
        document.ValueOf(entry.Member("expires")) is string text && PointInTime.TryParse(text, out var expires, out _) && expires <= document.Now;
}

internal sealed class RemoveEntryEdit : SettingsEdit
{
    private readonly EntryList _list;
    private readonly string _key;

    public RemoveEntryEdit(EntryList list, string key)
    {
        _list = list;
        _key = key.Trim();
    }

    internal override EditProblem? Apply(SettingsDocument document)
    {
        var (meaning, problem) = _list.Read(_key);
        if (problem is not null)
            return problem;
        var index = _list.IndexOf(document, meaning!);
        if (index < 0)
            return NotFound(document, meaning!);

        // By hand the same addresses may have been entered twice, and whoever removes them wants them gone.
        for (; index >= 0; index = _list.IndexOf(document, meaning!))
            document.Remove(document.Elements(_list.Path)[index]);
        return null;
    }

    private EditProblem NotFound(SettingsDocument document, object meaning)
    {
        var reason = $"'{_key}' is not in {_list.Name}";
        var entries = document.Elements(_list.Path).Select(element => _list.TextOf(document, element)).ToList();
        if (entries.Find(entry => Holds(entry, meaning)) is { } wider)
            return new EditProblem(_list.Path, reason, $"it lies in '{wider}': remove that, and add what shall stay");
        return new EditProblem(_list.Path, reason, Suggestion.Nearest(_key, entries) is { } near ? $"did you mean '{near}'?" : "see the list for what is in it");
    }

    private static bool Holds(string entry, object meaning) =>
        meaning is AddressRange part && AddressRange.TryParse(entry, out var whole) && whole.Contains(part.First) && whole.Contains(part.Last);
}
