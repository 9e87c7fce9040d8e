using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Settings.Schema;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.History;

/// <summary>The elements of a list by what they are called: providers and lists by name, entries and exceptions by their addresses or recipients.</summary>
internal sealed class ElementTable
{
    private const string Name = "name";
    private readonly Dictionary<string, Element> _byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Element> _elements = [];

    private ElementTable(SettingObject schema) => Schema = schema;

    /// <summary>How the elements are declared.</summary>
    public SettingObject Schema { get; }

    /// <summary>True when each property of an element is looked at by itself and the order of the elements matters: providers, as against entries.</summary>
    public bool IsNamed => Schema.ShortForm is null;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Element> Elements => _elements;

    /// <summary>What they are called, in the order of the file.</summary>
    public IEnumerable<string> Keys => _elements.Select(static element => element.Key);

    /// <summary>Null when the elements have nothing that they could be called by.</summary>
    public static ElementTable? Of(SettingObject schema, JArray list)
    {
        var key = schema.ShortForm ?? schema.Find(Name);
        if (key?.Kind is not { } kind)
            return null;
        var table = new ElementTable(schema);
        foreach (var item in list)
        {
            var token = item is JObject || schema.ShortForm is null ? item : new JObject { [key.Name] = item };
            var text = (token as JObject)?[key.Name] is JValue { Value: string written } ? written : "";
            table.Add(kind.Parse(text) is { } value ? kind.Format(value) : text, token);
        }

        return table;
    }

    /// <summary>The element that is called so; null when there is none.</summary>
    public Element? Find(string key) => _byKey.TryGetValue(key, out var element) ? element : null;

    // By hand the same address may have been entered twice.
    private void Add(string key, JToken token)
    {
        var unique = key;
        for (var i = 2; _byKey.ContainsKey(unique); i++)
            unique = $"{key} ({i.ToString(CultureInfo.InvariantCulture)})";
        var element = new Element(unique, _elements.Count, token);
        _elements.Add(element);
        _byKey.Add(unique, element);
    }
}

/// <summary>An element of a list.</summary>
/// <param name="Key">What it is called.</param>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Token">What it holds; an entry that is only an address as an object like the others.</param>
internal sealed record Element(string Key, int Index, JToken Token);
