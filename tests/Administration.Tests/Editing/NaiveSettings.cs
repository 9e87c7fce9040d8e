using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>What edits mean, done to a tree of JSON without a thought for the text. False where an edit must be refused.</summary>
internal sealed class NaiveSettings
{
    public NaiveSettings(JObject json) => Json = json;

    public JObject Json { get; private set; }

    public bool AddProvider(ProviderKind kind, JObject provider, int? priority)
    {
        if (Find(kind, (string)provider["name"]!) is not null)
            return false;
        var list = List(ArrayName(kind));
        list.Insert(Math.Min(priority ?? int.MaxValue, list.Count + 1) - 1, provider);
        return true;
    }

    public bool SetProvider(ProviderKind kind, string name, IEnumerable<KeyValuePair<string, JToken?>> properties, int? priority)
    {
        if (Find(kind, name) is not { } provider)
            return false;
        foreach (var (key, value) in properties)
        {
            if (key == "name" && Find(kind, (string)value!) is { } other && other != provider)
                return false;
            if (value is null)
                provider.Remove(key);
            else
                provider[key] = value;
        }

        return priority is null || Move(provider, priority.Value - 1);
    }

    public bool RemoveProvider(ProviderKind kind, string name)
    {
        var provider = Find(kind, name);
        provider?.Remove();
        return provider is not null;
    }

    public bool EnableProvider(ProviderKind kind, string name, bool enabled)
    {
        if (Find(kind, name) is not { } provider)
            return false;
        if (!enabled || provider["enabled"] is not null)
            provider["enabled"] = enabled;
        return true;
    }

    public bool MoveProvider(ProviderKind kind, string name, ProviderMove move) =>
        Find(kind, name) is { } provider && Move(provider, ((IList<JToken>)provider.Parent!).IndexOf(provider) + (move == ProviderMove.Up ? -1 : 1));

    public bool AddEntry(string list, string key, string text, JToken entry)
    {
        if (Entries(list, key, text).Count > 0)
            return false;
        List(list).Add(entry);
        return true;
    }

    public bool RemoveEntry(string list, string key, string text)
    {
        var entries = Entries(list, key, text);
        foreach (var entry in entries)
            entry.Remove();
        return entries.Count > 0;
    }

    public bool Set(string path, JToken? value)
    {
        var names = path.Split('.');
        var owner = Json;
        if (names.Length == 2 && Json[names[0]] is null && value is null)
            return true;
        if (names.Length == 2)
            owner = (JObject)(Json[names[0]] ??= new JObject());
        if (value is null)
            owner.Remove(names[^1]);
        else
            owner[names[^1]] = value;
        return true;
    }

    private static string ArrayName(ProviderKind kind) => kind == ProviderKind.Block ? "blockProviders" : "allowProviders";

    private static bool Move(JObject provider, int index)
    {
        var list = (JArray)provider.Parent!;
        provider.Remove();
        list.Insert(Math.Clamp(index, 0, list.Count), provider);
        return true;
    }

    private JObject? Find(ProviderKind kind, string name) => Json[ArrayName(kind)]?.Cast<JObject>()
        .FirstOrDefault(provider => string.Equals((string)provider["name"]!, name, StringComparison.OrdinalIgnoreCase));

    private List<JToken> Entries(string list, string key, string text) => Json.SelectToken(list) is not JArray entries
        ? []
        : entries.Where(entry => string.Equals((string)(entry is JObject members ? members[key]! : entry)!, text, StringComparison.OrdinalIgnoreCase)).ToList();

    private JArray List(string path)
    {
        if (Json.SelectToken(path) is null)
            Set(path, new JArray());
        return (JArray)Json.SelectToken(path)!;
    }
}
