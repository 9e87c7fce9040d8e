using System;
using System.Collections.Generic;
using System.Reflection;
using IpBlock.Settings;
using IpBlock.Settings.Json;
using IpBlock.Settings.Schema;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.History;

/// <summary>The settings of a file by property: the general ones by their paths, and the lists whose elements have a name or an address.</summary>
internal sealed class PropertyTree
{
    private readonly Dictionary<string, PropertyValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ElementTable> _lists = new(StringComparer.Ordinal);

    private PropertyTree()
    {
    }

    /// <summary>The values by path, in the order of the file.</summary>
    public IReadOnlyDictionary<string, PropertyValue> Values => _values;

    /// <summary>The lists by path, in the order of the file.</summary>
    public IReadOnlyDictionary<string, ElementTable> Lists => _lists;

    /// <summary>Reads a text; null when it is no JSON object. Whether the settings in it are good is not asked.</summary>
    public static PropertyTree? Of(string text)
    {
        if (JsonSource.Read(text, "", []) is not { } root)
            return null;
        var tree = new PropertyTree();
        tree.Read(SettingObject.Of(typeof(FilterSettings)), root, "", tree._values);
        return tree;
    }

    /// <summary>The properties of one element, by their paths within it.</summary>
    public static IReadOnlyDictionary<string, PropertyValue> Members(SettingObject schema, JObject element)
    {
        var members = new Dictionary<string, PropertyValue>(StringComparer.Ordinal);
        new PropertyTree().Read(schema, element, "", members, withLists: false);
        return members;
    }

    /// <summary>The value at a place, null when there is none; of an order the keys.</summary>
    public JToken? At(PropertyPlace place)
    {
        if (place.List is null)
            return _values.TryGetValue(place.Member!, out var value) ? value.Token : null;
        if (!_lists.TryGetValue(place.List, out var table))
            return null;
        if (place.Key is null)
            return new JArray(table.Keys);
        if (table.Find(place.Key) is not { } element)
            return null;
        if (place.Member is null)
            return element.Token;
        return element.Token is JObject json && Members(table.Schema, json).TryGetValue(place.Member, out var member) ? member.Token : null;
    }

    /// <summary>True when a list has an element that is called so.</summary>
    public bool Has(string list, string key) => _lists.TryGetValue(list, out var table) && table.Find(key) is not null;

    private void Read(SettingObject schema, JObject json, string prefix, Dictionary<string, PropertyValue> values, bool withLists = true)
    {
        foreach (var member in json.Properties())
        {
            var property = schema.Find(member.Name);
            var inner = property is { Kind: null } && property.Type.IsDefined(typeof(SettingObjectAttribute)) ? SettingObject.Of(property.Type) : null;
            var path = prefix + member.Name;
            if (inner is not null && !property!.IsList && member.Value is JObject group)
                Read(inner, group, path + ".", values, withLists);
            else if (inner is not null && withLists && member.Value is JArray list && ElementTable.Of(inner, list) is { } table)
                _lists[path] = table;
            else
                values[path] = new PropertyValue(property, member.Value);
        }
    }
}

/// <summary>A value as it stands in the file.</summary>
/// <param name="Property">How it is declared; null for one that this version does not know.</param>
/// <param name="Token">The value.</param>
internal readonly record struct PropertyValue(SettingProperty? Property, JToken Token);
