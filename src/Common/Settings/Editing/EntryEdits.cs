using System;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Settings.Schema;
using Newtonsoft.Json.Linq;

namespace IpBlock.Settings.Editing;

internal sealed class AddEntryEdit : SettingsEdit
{
    private readonly EntryList _list;
    private readonly string _key;
    private readonly string? _comment;
    private readonly DateTimeOffset? _expires;

    public AddEntryEdit(EntryList list, string key, string? comment, DateTimeOffset? expires)
    {
        _list = list;
        _key = key.Trim();
        _comment = comment;
        _expires = expires;
    }

    internal override EditProblem? Apply(SettingsDocument document)
    {
        var (meaning, problem) = _list.Read(_key);
        if (problem is not null)
            return problem;
        var index = _list.IndexOf(document, meaning!);
        if (index < 0)
            document.InsertElement(_list.Path, document.Elements(_list.Path).Count, Entry(), onOneLine: true);
        else if (HasExpired(document, document.Elements(_list.Path)[index]))
            document.Replace(document.Elements(_list.Path)[index], Entry());
        else
            return new EditProblem(_list.Path, $"'{_key}' is in {_list.Name} already", "remove it first to change its comment or expiry");
        return null;
    }

    private JToken Entry()
    {
        if (_comment is null && _expires is null)
            return new JValue(_key);
        var entry = new JObject { [_list.Key] = _key };
        if (_comment is not null)
            entry["comment"] = _comment;
        if (_expires is { } expires)
            entry["expires"] = PointInTime.Format(expires);
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
