using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Settings.Json;
using IpBlock.Settings.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Settings;

/// <summary>Turns JSON into settings by what the classes declare. It goes on after an error, so that one reading finds all of them.</summary>
internal sealed class SettingsReader
{
    private readonly string _file;
    private readonly List<SettingsError> _errors;

    private SettingsReader(string file, List<SettingsError> errors)
    {
        _file = file;
        _errors = errors;
    }

    public static SettingsLoad Read(string text, string file)
    {
        var errors = new List<SettingsError>();
        var root = JsonSource.Read(text, file, errors);
        var settings = root is null ? null : (FilterSettings)new SettingsReader(file, errors).ReadObject(root, SettingObject.Of(typeof(FilterSettings)), "");
        if (errors.Count == 0)
            return SettingsLoad.Of(settings!);
        errors.Sort(static (a, b) => a.Line != b.Line ? a.Line.CompareTo(b.Line) : a.Column.CompareTo(b.Column));
        return SettingsLoad.Failed(errors);
    }

    private object ReadObject(JObject json, SettingObject schema, string path)
    {
        var result = schema.Create();
        foreach (var member in json.Properties())
        {
            var memberPath = Join(path, member.Name);
            if (schema.Find(member.Name) is { } property)
                ReadProperty(result, member.Value, property, memberPath);
            else
                Complain(member, memberPath, $"there is no property {member.Name} in {schema.Name}", Suggestion.For(member.Name, schema));
        }

        foreach (var property in schema.Properties)
        {
            if (property.IsRequired && json.Property(property.Name, StringComparison.Ordinal) is null)
                Complain(json, Join(path, property.Name), $"{property.Name} is missing in {schema.Name}", "add it");
        }

        if (result is IChecked whole)
            Check(whole, json, path);
        return result;
    }

    private void ReadProperty(object owner, JToken json, SettingProperty property, string path)
    {
        if (json.Type == JTokenType.Null && property.AllowsNull)
            return;
        var value = property.IsList ? ReadList(json, property, path) : ReadValue(json, property, path);
        if (value is not null)
            property.Set(owner, value);
    }

    private object? ReadList(JToken json, SettingProperty property, string path)
    {
        if (json is JObject pairs && property.Kind is { IsPair: true })
            return ReadPairs(pairs, property, path);
        if (json is not JArray array)
        {
            Complain(json, path, $"expected a list, found {JsonWords.Describe(json)}", property.Kind is { IsPair: true } ? "put it in braces" : "put it in square brackets");
            return null;
        }

        var elements = new List<object>(array.Count);
        foreach (var element in array)
        {
            var elementPath = path + "[" + elements.Count.ToString(CultureInfo.InvariantCulture) + "]";
            var value = ReadValue(element, property, elementPath);

            // A place is kept for an element that cannot be read, so that the paths of those after it stay right. Nobody will see it.
            elements.Add(value ?? Placeholder(property));
        }

        return property.ToList(elements);
    }

    private object ReadPairs(JObject json, SettingProperty property, string path)
    {
        var pairs = new List<object>(json.Count);
        foreach (var member in json.Properties())
        {
            var text = member.Value is JValue value ? Convert.ToString(value.Value, CultureInfo.InvariantCulture) : JsonWords.Describe(member.Value);
            var (pair, reason) = property.Kind!.ReadText(member.Name + ": " + text);
            if (reason is null)
                pairs.Add(pair!);
            else
                Complain(member, Join(path, member.Name), reason, null);
        }

        return property.ToList(pairs);
    }

    private static object Placeholder(SettingProperty property)
    {
        if (property.Kind is null)
            return SettingObject.Of(property.Type).Create();
        return property.Type.IsValueType ? Activator.CreateInstance(property.Type)! : null!;
    }

    private object? ReadValue(JToken json, SettingProperty property, string path)
    {
        if (property.Kind is null)
            return ReadObjectValue(json, SettingObject.Of(property.Type), path);
        var (value, reason) = property.Kind.Read(json);
        if (reason is not null)
        {
            Complain(json, path, reason, null);
            return null;
        }

        if (Limits.Violated(property, value!) is not { } violation)
            return value;
        Complain(json, path, violation, "possible: " + Limits.Describe(property));
        return null;
    }

    private object? ReadObjectValue(JToken json, SettingObject schema, string path)
    {
        if (json is JObject members)
            return ReadObject(members, schema, path);
        if (schema.ShortForm is { } only && json.Type == JTokenType.String)
        {
            var result = schema.Create();
            ReadProperty(result, json, only, path);
            if (result is IChecked whole)
                CheckShort(whole, json, path);
            return result;
        }

        var expected = schema.ShortForm is null ? "an object in braces" : "text in quotes or an object in braces";
        Complain(json, path, $"expected {expected}, found {JsonWords.Describe(json)}", null);
        return null;
    }

    private void Check(IChecked whole, JObject json, string path)
    {
        foreach (var flaw in whole.Check())
        {
            if (IsConsequence(flaw, path))
                continue;
            var token = flaw.Place.Length == 0 ? json : json.SelectToken(flaw.Place) ?? json;
            Complain(token, flaw.Place.Length == 0 ? path : Join(path, flaw.Place), flaw.Reason, flaw.Cure);
        }
    }

    // The text stands for the whole object, so it is the place of all flaws.
    private void CheckShort(IChecked whole, JToken json, string path)
    {
        foreach (var flaw in whole.Check())
        {
            if (!_errors.Exists(error => string.Equals(error.Path, path, StringComparison.Ordinal)))
                Complain(json, path, flaw.Reason, flaw.Cure);
        }
    }

    private bool IsConsequence(Flaw flaw, string path)
    {
        foreach (var about in flaw.About)
        {
            var place = about.Length == 0 ? path : Join(path, about);
            if (_errors.Exists(error => IsWithin(error.Path, place)))
                return true;
        }

        return false;
    }

    private static bool IsWithin(string? path, string place) =>
        path is not null && path.StartsWith(place, StringComparison.Ordinal) && (path.Length == place.Length || path[place.Length] is '.' or '[');

    private void Complain(JToken token, string path, string reason, string? cure)
    {
        // The reasons of the value types carry their cure with them.
        var split = cure is null ? reason.LastIndexOf("; write ", StringComparison.Ordinal) : -1;
        if (split >= 0)
        {
            cure = reason.Substring(split + 2);
            reason = reason.Substring(0, split);
        }

        IJsonLineInfo place = token.Parent is JProperty property ? property : token;
        _errors.Add(new SettingsError(_file, place.LineNumber, place.LinePosition, path, reason, cure));
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;
}
