using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using IpBlock.Administration.Editing;

namespace IpBlock.Service.Commands;

/// <summary>Properties of the settings as options. Their values go to the settings editor as they are: it knows what is right, and what to say when it is not.</summary>
internal abstract class PropertyOptions(string topic)
{
    private readonly List<(Option Option, string Property, Func<ParseResult, object?> Value)> _all = [];

    public Option<int?> Priority { get; } = new("--priority") { Description = "Its place in the order, from 1.", HelpName = "NUMBER" };

    public IEnumerable<Option> All
    {
        get
        {
            foreach (var (option, _, _) in _all)
                yield return option;
            yield return Priority;
        }
    }

    /// <summary>Whether the settings file knows such a property.</summary>
    public bool IsProperty(string name) => SettingsReference.Topics.Single(one => string.Equals(one.Title, topic, StringComparison.Ordinal))
        .Rows.Any(row => string.Equals(row.Name, name, StringComparison.Ordinal));

    /// <summary>An option by which properties get their defaults again.</summary>
    public static Option<string[]> Unset() => new("--unset")
    {
        Description = "Give a property its default again, by its name in the settings file: --unset rejectionResponse. May be given several times.",
        HelpName = "PROPERTY",
    };

    /// <summary>Adds to what is given what is to be unset; the reason when that cannot be.</summary>
    public string? Unset(string[]? unset, Dictionary<string, object?> properties)
    {
        foreach (var property in unset ?? [])
        {
            if (!IsProperty(property))
                return $"{char.ToLowerInvariant(topic[0])}{topic[1..]} has no property '{property}'; docs/settings.md lists them, such as rejectionResponse";
            if (!properties.TryAdd(property, null))
                return $"{property} is both set and unset; leave one of the two away";
        }

        return null;
    }

    /// <summary>The properties that were given.</summary>
    public Dictionary<string, object?> Given(ParseResult parse)
    {
        var given = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (option, property, value) in _all)
        {
            if (parse.GetResult(option) is { Implicit: false })
                given[property] = value(parse);
        }

        return given;
    }

    protected Option<string?> Text(string name, string property, string help, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = help };
        _all.Add((option, property, parse => parse.GetValue(option)));
        return option;
    }

    protected void Texts(string name, string property, string help, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = help };
        _all.Add((option, property, parse => parse.GetValue(option)));
    }

    protected void Flag(string name, string property, string description)
    {
        var option = new Option<bool>(name) { Description = description, HelpName = "true|false" };
        _all.Add((option, property, parse => parse.GetValue(option)));
    }

    protected void Number(string name, string property, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "NUMBER" };
        _all.Add((option, property, parse => parse.GetValue(option)));
    }
}
