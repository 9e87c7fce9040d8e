using System;
using System.Globalization;
using System.Linq;
using IpBlock.Settings;
using IpBlock.Settings.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Editing;

/// <summary>Sets a single value, or a list of plain values, by its path.</summary>
internal sealed class SetValueEdit : SettingsEdit
{
    private readonly string _path;
    private readonly string? _value;

    public SetValueEdit(string path, string? value)
    {
        _path = path.Trim();
        _value = value;
    }

    internal override EditProblem? Apply(SettingsDocument document)
    {
        var (property, problem) = FindProperty();
        if (problem is not null)
            return problem;
        if (_value is null)
            return Reset(document);
        if (property!.Kind is null)
            return new EditProblem(_path, $"{_path} is not a single value", HowToChange(property));
        if (!property.IsList)
            document.SetAt(_path, Scalar(property, _value));
        else if (IsBrokenJson(_value, out var list))
            return new EditProblem(_path, "the list cannot be read as JSON", "write [\"one\", \"two\"], or one, two");
        else
            document.SetAt(_path, list ?? Split(property, _value));
        return null;
    }

    private (SettingProperty? Property, EditProblem? Problem) FindProperty()
    {
        var schema = SettingObject.Of(typeof(FilterSettings));
        var names = _path.Split('.');
        for (var i = 0; ; i++)
        {
            if (schema.Find(names[i]) is not { } property)
                return (null, new EditProblem(_path, $"there is no property {names[i]} in {schema.Name}", Suggestion.For(names[i], schema)));
            if (i == names.Length - 1)
                return (property, null);
            if (property.Kind is not null || property.IsList)
                return (null, new EditProblem(_path, $"{names[i]} has no properties", property.IsList ? HowToChange(property) : "set " + string.Join(".", names, 0, i + 1)));
            schema = SettingObject.Of(property.Type);
        }
    }

    private EditProblem? Reset(SettingsDocument document)
    {
        if (document.Find(_path) is { } member)
            document.Remove(member);
        return null;
    }

    private string HowToChange(SettingProperty property) => property.IsList
        ? "its elements must be added, changed and removed one by one"
        : "set one of " + string.Join(", ", SettingObject.Of(property.Type).Properties.Select(inner => _path + "." + inner.Name));

    // [2001:db8::1]:53 is no JSON, but the address of a name server.
    private static bool IsBrokenJson(string text, out JArray? list)
    {
        list = null;
        if (!text.TrimStart().StartsWith("[", StringComparison.Ordinal))
            return false;
        try
        {
            list = JsonScanner.TokenOf(text) as JArray;
            return false;
        }
        catch (JsonException)
        {
            return text.IndexOf('"') >= 0;
        }
    }

    private static JArray Split(SettingProperty property, string text) =>
        new(text.Split(',').Select(static part => part.Trim()).Where(static part => part.Length > 0).Select(part => Scalar(property, part)));

    // What is not what the property expects is written as text: the reader then says what it expected.
    private static JToken Scalar(SettingProperty property, string text)
    {
        if (property.Kind!.IsScore)
            return ScoreJson.Of(text);
        if (property.Kind.IsBare && bool.TryParse(text, out var flag))
            return new JValue(flag);
        if (property.Kind.IsBare && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return new JValue(number);
        return new JValue(text);
    }
}
