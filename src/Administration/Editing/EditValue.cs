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

    /// <summary>The properties of an element in the order of the manual; those it does not know last, for the reader to complain of.</summary>
    public static IReadOnlyList<KeyValuePair<string, JToken?>> Members(NamedArray array, IReadOnlyDictionary<string, object?> properties)
    {
        if (properties is null)
            throw new ArgumentNullException(nameof(properties));
        var schema = SettingObject.Of(array.Type);
        var order = schema.Properties.Select(static property => property.Name).ToList();
        return properties
            .OrderBy(property => (uint)order.IndexOf(property.Key))
            .Select(property => new KeyValuePair<string, JToken?>(property.Key, property.Value is null ? null : Of(schema.Find(property.Key)?.Kind, property.Key, property.Value)))
            .ToList();
    }

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
        _ => throw new ArgumentException($"{name} is neither true or false, a whole number, text nor a list of them."),
    };
}
