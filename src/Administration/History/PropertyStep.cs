using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings.Schema;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.History;

/// <summary>What one property was before a change and is after it.</summary>
/// <param name="Place">Which one.</param>
/// <param name="Property">How it is declared; null for whole elements and for what this version does not know.</param>
/// <param name="Schema">How the element is declared, for a whole one.</param>
/// <param name="Old">The value before; null when there was none.</param>
/// <param name="New">The value after; null when there is none.</param>
/// <param name="OldIndex">The place that a whole element had in its list.</param>
internal sealed record PropertyStep(PropertyPlace Place, SettingProperty? Property, SettingObject? Schema, JToken? Old, JToken? New, int OldIndex = 0)
{
    /// <summary>All that differs between two settings, in the order of the newer file, what is gone last.</summary>
    public static IReadOnlyList<PropertyStep> Between(PropertyTree before, PropertyTree after)
    {
        var steps = new List<PropertyStep>();
        AddValues(before.Values, after.Values, static path => new PropertyPlace(null, null, path), steps);
        foreach (var list in after.Lists.Keys.Concat(before.Lists.Keys.Where(path => !after.Lists.ContainsKey(path))))
        {
            before.Lists.TryGetValue(list, out var old);
            after.Lists.TryGetValue(list, out var now);
            AddElements(list, old, now, steps);
        }

        return steps;
    }

    private static void AddValues(
        IReadOnlyDictionary<string, PropertyValue> before, IReadOnlyDictionary<string, PropertyValue> after, Func<string, PropertyPlace> place, List<PropertyStep> steps)
    {
        foreach (var path in after.Keys.Concat(before.Keys.Where(path => !after.ContainsKey(path))))
        {
            var (old, now) = (Find(before, path), Find(after, path));
            if (!JToken.DeepEquals(old?.Token, now?.Token))
                steps.Add(new PropertyStep(place(path), (now ?? old)!.Value.Property, null, old?.Token, now?.Token));
        }
    }

    private static void AddElements(string list, ElementTable? before, ElementTable? after, List<PropertyStep> steps)
    {
        var schema = (after ?? before)!.Schema;
        foreach (var element in after?.Elements ?? [])
        {
            var old = before?.Find(element.Key);
            if (old is { Token: JObject was } && element.Token is JObject now && after!.IsNamed)
                AddValues(PropertyTree.Members(schema, was), PropertyTree.Members(schema, now), path => new PropertyPlace(list, old.Key, path), steps);
            else if (!JToken.DeepEquals(old?.Token, element.Token))
                steps.Add(new PropertyStep(new PropertyPlace(list, element.Key, null), null, schema, old?.Token, element.Token, old?.Index ?? 0));
        }

        foreach (var old in before?.Elements ?? [])
        {
            if (after?.Find(old.Key) is null)
                steps.Add(new PropertyStep(new PropertyPlace(list, old.Key, null), null, schema, old.Token, null, old.Index));
        }

        if (before is not null && after is { IsNamed: true } && !CommonKeys(before, after).SequenceEqual(CommonKeys(after, before), StringComparer.OrdinalIgnoreCase))
            steps.Add(new PropertyStep(new PropertyPlace(list, null, null), null, null, new JArray(before.Keys), new JArray(after.Keys)));
    }

    private static IEnumerable<string> CommonKeys(ElementTable table, ElementTable other) => table.Keys.Where(key => other.Find(key) is not null);

    private static PropertyValue? Find(IReadOnlyDictionary<string, PropertyValue> values, string path) => values.TryGetValue(path, out var value) ? value : null;
}
