using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings.Schema;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Editing;

/// <summary>Values as callers give them, made into JSON.</summary>
internal static class EditValue
{
    public static readonly IReadOnlyList<KeyValuePair<string, JToken?>> NoMembers = [];

    /// <summary>
    /// The properties of an element in the order of the manual; those it does not know last, for the reader to complain of. A property of an object within has the path of both:
    /// <c>thresholds.reject</c>.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, JToken?>> Members(NamedArray array, IReadOnlyDictionary<string, object?> properties)
    {
        if (properties is null)
            throw new ArgumentNullException(nameof(properties));
        var paths = PathsOf(SettingObject.Of(array.Type), "").ToList();
        return properties
            .OrderBy(property => (uint)paths.FindIndex(path => string.Equals(path.Key, property.Key, StringComparison.Ordinal)))
            .Select(property => new KeyValuePair<string, JToken?>(property.Key, property.Value is null ? null : Of(KindOf(paths, property.Key), property.Key, property.Value)))
            .ToList();
    }

    /// <summary>The object that has these members, without those that are null.</summary>
    public static JObject ObjectOf(IEnumerable<KeyValuePair<string, JToken?>> members)
    {
        var whole = new JObject();
        foreach (var member in members.Where(static member => member.Value is not null))
        {
            var names = member.Key.Split('.');
            var owner = whole;
            foreach (var name in names.Take(names.Length - 1))
                owner = (JObject)(owner[name] ??= new JObject());
            owner[names[names.Length - 1]] = member.Value!.DeepClone();
        }

        return whole;
    }

    private static IEnumerable<KeyValuePair<string, SettingKind?>> PathsOf(SettingObject schema, string within)
    {
        foreach (var property in schema.Properties)
        {
            yield return new KeyValuePair<string, SettingKind?>(within + property.Name, property.Kind);
            if (property.Kind is not null || property.IsList)
                continue;
            foreach (var inner in PathsOf(SettingObject.Of(property.Type), within + property.Name + "."))
                yield return inner;
        }
    }

    private static SettingKind? KindOf(List<KeyValuePair<string, SettingKind?>> paths, string path) =>
        paths.Find(known => string.Equals(known.Key, path, StringComparison.Ordinal)).Value;

    private static JToken Of(SettingKind? kind, string name, object value)
    {
        if (kind is { IsPair: true } && value is IEnumerable<string> pairs)
            return ScoreJson.Pairs(pairs);
        return kind is { IsScore: true } && value is string score ? ScoreJson.Of(score) : Of(name, value);
    }

    private static JToken Of(string name, object value) => value switch
    {
        string text => new JValue(text),
        bool flag => new JValue(flag),
        int number => new JValue(number),
        long number => new JValue(number),
        IEnumerable list => new JArray(list.Cast<object?>().Select(element => Of(name, element!))),
        _ => throw new ArgumentException($"{name} is not true or false, a whole number, text or a list of these."),
    };
}
