using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Service.Commands;

/// <summary>
/// Properties of the settings as options, made from their declarations. Their values go to the settings editor as they are: it knows what is right, and what to
/// say when it is not.
/// </summary>
internal sealed class PropertyOptions
{
    private readonly SettingObject _topic;
    private readonly List<(Option Option, string Property, Func<ParseResult, object?> Value)> _all = [];

    private PropertyOptions(Type topic, params string[] without)
    {
        _topic = SettingObject.Of(topic);
        foreach (var property in _topic.Properties.Where(property => !without.Contains(property.Name, StringComparer.Ordinal)))
            _all.Add(Make(property));
    }

    /// <summary>Errors of the editor by the options of the command line.</summary>
    public static ErrorWords Words { get; } = new(static property => "--" + OptionOf(property), static path => path, "--force");

    public Option<int?> Priority { get; } = new("--priority") { Description = "Its place in the order, from 1.", HelpName = "NUMBER" };

    public IEnumerable<Option> All => _all.Select(static one => one.Option).Append(Priority);

    /// <summary>Those of a provider. Commands of their own name, enable and disable it.</summary>
    public static PropertyOptions OfProvider() => new(typeof(ProviderSettings), "name", "enabled");

    /// <summary>Those of a list.</summary>
    public static PropertyOptions OfList() => new(typeof(ListSettings), "name");

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
            if (_topic.Find(property) is null)
                return $"{_topic.Name} has no property '{property}'; docs/settings.md lists them, such as rejectionResponse";
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

    private static (Option Option, string Property, Func<ParseResult, object?> Value) Make(SettingProperty property)
    {
        if (property.IsList)
            return Make<string[]>(property);
        if (property.Type == typeof(bool))
            return Make<bool>(property);
        return property.Type == typeof(int) ? Make<int>(property) : Make<string?>(property);
    }

    private static (Option Option, string Property, Func<ParseResult, object?> Value) Make<T>(SettingProperty property)
    {
        var help = property.IsPath ? "PATH" : property.Kind!.Placeholder;
        var option = new Option<T>("--" + OptionOf(property.Name)) { Description = Describe(property), HelpName = help };
        if (property.Type.IsEnum)
            option.CompletionSources.Add([.. property.Kind!.Choices]);
        return (option, property.Name, parse => parse.GetValue(option));
    }

    private static string Describe(SettingProperty property) => property.Summary.Replace("`", "", StringComparison.Ordinal)
        + (property.Type != typeof(string) && property.Range is { } range ? $" Possible: {range}." : "")
        + (property.IsList ? " May be given several times." : "");

    // ipAddressesMatch is --ip-addresses-match. Who gives several return codes gives each by itself.
    private static string OptionOf(string name) => string.Equals(name, "returnCodes", StringComparison.Ordinal)
        ? "return-code"
        : string.Concat(name.Select(static letter => char.IsUpper(letter) ? "-" + char.ToLowerInvariant(letter) : letter.ToString()));
}
