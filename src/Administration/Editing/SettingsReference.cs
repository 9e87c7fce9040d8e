using System.Collections.Generic;
using IpBlock.Settings;
using IpBlock.Settings.Json;
using IpBlock.Settings.Schema;

namespace IpBlock.Administration.Editing;

/// <summary>All settings as their declarations describe them: what the manual, the help of the command line and the cmdlets show.</summary>
public static class SettingsReference
{
    /// <summary>The objects of the settings file, the whole file first, then in the order in which it names them.</summary>
    public static IReadOnlyList<SettingsTopic> Topics { get; } = MakeTopics();

    private static List<SettingsTopic> MakeTopics()
    {
        var topics = new List<SettingsTopic>();
        foreach (var schema in SettingObject.Tree(typeof(FilterSettings)))
        {
            var rows = new List<SettingsRow>();
            foreach (var property in schema.Properties)
                rows.Add(MakeRow(property));
            topics.Add(new SettingsTopic(Title(schema.Name), rows));
        }

        return topics;
    }

    private static SettingsRow MakeRow(SettingProperty property)
    {
        return new SettingsRow(
            property.Name,
            (property.Kind is { IsPair: true } ? "object, each member " : property.IsList ? "list, each " : "") + TypeOf(property),
            property.IsRequired ? "required" : property.DefaultInWords ?? "`" + property.DefaultText() + "`",
            Limits.Describe(property) ?? "",
            property.Description);
    }

    private static string TypeOf(SettingProperty property)
    {
        if (property.Kind is { IsPair: true } pair)
            return pair.Name;
        if (property.Kind is { } kind)
            return property.IsList ? JsonWords.WithArticle(kind.Name) : kind.Name;
        var schema = SettingObject.Of(property.Type);
        return schema.ShortForm is { } only ? $"{JsonWords.WithArticle(only.Kind!.Name)} or {LinkTo(schema)}" : LinkTo(schema);
    }

    private static string LinkTo(SettingObject schema) => $"[{schema.Name}](#{Title(schema.Name).ToLowerInvariant().Replace(' ', '-')})";

    private static string Title(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}

/// <summary>One object of the settings file.</summary>
public sealed class SettingsTopic
{
    internal SettingsTopic(string title, IReadOnlyList<SettingsRow> rows)
    {
        Title = title;
        Rows = rows;
    }

    /// <summary>What the manual calls it.</summary>
    public string Title { get; }

    /// <summary>Its properties, in the order of declaration.</summary>
    public IReadOnlyList<SettingsRow> Rows { get; }
}

/// <summary>One property, described.</summary>
public sealed class SettingsRow
{
    internal SettingsRow(string name, string type, string @default, string range, string meaning)
    {
        Name = name;
        Type = type;
        Default = @default;
        Range = range;
        Meaning = meaning;
    }

    /// <summary>The JSON name.</summary>
    public string Name { get; }

    /// <summary>The type in words, or a link to the object.</summary>
    public string Type { get; }

    /// <summary>The default in backticks, words for it, or "required".</summary>
    public string Default { get; }

    /// <summary>Least and greatest value; empty when every value will do.</summary>
    public string Range { get; }

    /// <summary>What it does and why the default is what it is.</summary>
    public string Meaning { get; }

    /// <summary>The row of the manual's table.</summary>
    public override string ToString() => $"| `{Name}` | {Type} | {Default} | {Range} | {Meaning} |";
}
