using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using IpBlock.Administration.Editing;
using System.Text.RegularExpressions;
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
            Add(property);
    }

    /// <summary>Errors of the editor by the options of the command line.</summary>
    public static ErrorWords Words { get; } = new(static property => "--" + OptionOf(property), static path => path, "--force");

    public Option<int?> Priority { get; } = new("--priority") { Description = "The position in the order, from 1.", HelpName = "NUMBER" };

    public IEnumerable<Option> All => _all.Select(static one => one.Option).Append(Priority);

    /// <summary>Those of a provider. Commands of their own name, enable and disable it.</summary>
    public static PropertyOptions OfProvider() => new(typeof(ProviderSettings), "name", "enabled");

    /// <summary>Those of a list.</summary>
    public static PropertyOptions OfList() => new(typeof(ListSettings), "name");

    /// <summary>Those of a recipient policy, with its thresholds. Commands of their own name, enable and disable it.</summary>
    public static PropertyOptions OfPolicy() => new(typeof(RecipientPolicySettings), "name", "enabled");

    /// <summary>An option by which properties get their defaults again.</summary>
    public static Option<string[]> Unset() => new("--unset")
    {
        Description = "Reset a property to its default, by its name in the settings file: --unset rejectionResponse. Can be specified several times.",
        HelpName = "PROPERTY",
    };

    /// <summary>Adds to what is given what is to be unset; the reason when that cannot be.</summary>
    public string? Unset(string[]? unset, Dictionary<string, object?> properties)
    {
        foreach (var property in unset ?? [])
        {
            if (!IsKnown(property))
                return $"{_topic.Name} has no property '{property}'; docs/settings.md lists the properties, such as rejectionResponse";
            if (!properties.TryAdd(property, null))
                return $"{property} is both set and unset; remove one of the two";
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

    private bool IsKnown(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var property = _topic.Find(dot < 0 ? path : path[..dot]);
        return dot < 0 ? property is not null : property is { Kind: null } && SettingObject.Of(property.Type).Find(path[(dot + 1)..]) is not null;
    }

    // The properties of an object within are options of their own: --reject stands for thresholds.reject.
    private void Add(SettingProperty property, string within = "")
    {
        if (property.Kind is not null)
            _all.Add(Make(property, within));
        else
            SettingObject.Of(property.Type).Properties.ToList().ForEach(inner => Add(inner, within + property.Name + "."));
    }

    private static (Option Option, string Property, Func<ParseResult, object?> Value) Make(SettingProperty property, string within)
    {
        if (property.IsList)
            return Make<string[]>(property, within);
        if (property.Type == typeof(bool))
            return Make<bool>(property, within);
        return property.Type == typeof(int) ? Make<int>(property, within) : Make<string?>(property, within);
    }

    private static (Option Option, string Property, Func<ParseResult, object?> Value) Make<T>(SettingProperty property, string within)
    {
        var help = property.IsPath ? "PATH" : property.Kind!.Placeholder;
        var option = new Option<T>("--" + OptionOf(property.Name)) { Description = Describe(property), HelpName = help };
        if (property.Type.IsEnum)
            option.CompletionSources.Add([.. property.Kind!.Choices]);
        return (option, within + property.Name, parse => parse.GetValue(option));
    }

    private static string Describe(SettingProperty property) => (property.Kind is { IsPair: true } ? AsOption(property.Summary) : property.Summary).Replace("`", "", StringComparison.Ordinal)
        + (property.Type != typeof(string) && property.Range is { } range ? $" Values: {range}." : "")
        + (property.IsList ? " Can be specified several times." : "");

    // { "127.0.0.[10;11]": 8 } in the file is 127.0.0.[10;11]:8 as an option.
    private static string AsOption(string summary) => Regex.Replace(summary, """\{ "(?<key>[^"]+)": (?<score>[0-9.]+) \}""", "${key}:${score}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // ipAddressesMatch is --ip-addresses-match. Who gives several return codes or recipients gives each by itself.
    private static string OptionOf(string name)
    {
        var one = name is "returnCodes" or "recipients" or "addProviders" or "removeProviders" ? name[..^1] : name;
        return string.Concat(one.Select(static letter => char.IsUpper(letter) ? "-" + char.ToLowerInvariant(letter) : letter.ToString()));
    }
}
