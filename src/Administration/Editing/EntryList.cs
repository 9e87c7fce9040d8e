using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Settings;
using IpBlock.Settings.Schema;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Editing;

/// <summary>A list whose elements have a key, a comment and an expiry: where it is, and when two keys mean the same.</summary>
internal sealed class EntryList
{
    public static readonly EntryList Clients = new("exceptions.clients", "client", "the client exceptions", static text =>
        ClientPattern.TryParse(text, out var client, out var reason) ? (client.HostName ?? (object)client.Range!, null) : (null, reason));

    public static readonly EntryList Recipients = new("exceptions.recipients", "recipient", "the recipient exceptions", static text =>
        RecipientPattern.TryParse(text, out var recipient, out var reason) ? (recipient.Canonical, null) : (null, reason));

    private static readonly EntryList Block = new("blockList", "address", "the IP Block list", ParseRange);
    private static readonly EntryList Allow = new("allowList", "address", "the IP Allow list", ParseRange);

    private readonly Func<string, (object? Key, string? Reason)> _parse;

    private EntryList(string path, string key, string name, Func<string, (object? Key, string? Reason)> parse)
    {
        Path = path;
        Key = key;
        Name = name;
        _parse = parse;
    }

    public string Path { get; }

    /// <summary>The property that may stand for the whole entry.</summary>
    public string Key { get; }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    public static EntryList Of(ListKind kind) => kind switch
    {
        ListKind.Block => Block,
        ListKind.Allow => Allow,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What a key means, to be compared; or why it means nothing.</summary>
    public (object? Meaning, EditProblem? Problem) Read(string text)
    {
        var (meaning, reason) = _parse(text);
        if (reason is null)
            return (meaning, null);
        var split = reason.LastIndexOf("; write ", StringComparison.Ordinal);
        return split < 0
            ? (null, new EditProblem(Path, reason, "write an address, 192.0.2.0/24 or 192.0.2.10-192.0.2.20"))
            : (null, new EditProblem(Path, reason.Substring(0, split), reason.Substring(split + 2)));
    }

    /// <summary>True for a key of addresses that is an error unless it is forced.</summary>
    public bool NeedsForce(string text) => (Read(text).Meaning as AddressRange?) is { } range && WideRanges.WhyTooWide(range) is not null;

    /// <summary>How an element is written that stands in the document.</summary>
    public string TextOf(SettingsDocument document, JsonNode element) =>
        document.ValueOf(element.IsObject ? element.Member(Key) : element) as string ?? "";

    /// <summary>Where the entries of each meaning stand.</summary>
    public Dictionary<object, List<int>> Index(SettingsDocument document)
    {
        var index = new Dictionary<object, List<int>>();
        var place = 0;
        foreach (var element in document.Elements(Path))
        {
            if (_parse(TextOf(document, element)).Key is { } meaning)
            {
                if (!index.TryGetValue(meaning, out var places))
                    index.Add(meaning, places = []);
                places.Add(place);
            }

            place++;
        }

        return index;
    }

    /// <summary>An entry as the settings file has it, in the shortest form.</summary>
    public JToken ToJson(string key, string? comment, DateTimeOffset? expires, bool force)
    {
        // Where it is not needed it would only puzzle the next reader.
        force = force && NeedsForce(key);
        if (comment is null && expires is null && !force)
            return new JValue(key);
        var entry = new JObject { [Key] = key };
        if (comment is not null)
            entry["comment"] = comment;
        if (expires is { } end)
            entry["expires"] = PointInTime.Format(end);
        if (force)
            entry["force"] = true;
        return entry;
    }

    /// <summary>Why there is nothing to change or remove.</summary>
    public EditProblem NotFound(string key, object meaning, List<string> entries)
    {
        var reason = $"'{key}' is not in {Name}";
        if (entries.Find(entry => Holds(entry, meaning)) is { } wider)
            return new EditProblem(Path, reason, $"it is part of '{wider}': remove that entry, and add the remaining ranges");
        var near = Suggestion.Nearest(key, entries);
        return new EditProblem(Path, reason, near is not null ? $"did you mean '{near}'?" : "check which entries the list contains");
    }

    private static bool Holds(string entry, object meaning) =>
        meaning is AddressRange part && AddressRange.TryParse(entry, out var whole) && whole.Contains(part.First) && whole.Contains(part.Last);

    private static (object? Key, string? Reason) ParseRange(string text) =>
        AddressRange.TryParse(text, out var range, out var reason) ? (range, null) : (null, reason);
}
