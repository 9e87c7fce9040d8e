using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Manager.Components.Forms;

/// <summary>
/// The properties of a provider or a list as the fields of a form hold them: text, of a list one line each. What is written is only what the viewer has
/// changed, so that what somebody else has changed meanwhile stays; a secret is never in it, unless the viewer has just entered one.
/// </summary>
public sealed class PropertyForm
{
    private const int OfClass = 100;
    private readonly SettingObject _schema;
    private readonly Dictionary<string, string> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _now = new(StringComparer.Ordinal);
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    /// <summary>The form of an element of the settings.</summary>
    /// <param name="type">The class that declares its properties.</param>
    /// <param name="element">The element; null for a new one.</param>
    public PropertyForm(Type type, object? element)
    {
        _schema = SettingObject.Of(type);
        IsNew = element is null;
        foreach (var property in _schema.Properties)
        {
            _first[property.Name] = element is null ? DefaultOf(property) : TextOf(property, element);
            if (element is not null && HoldsSecret(property.Get(element)))
                _secrets.Add(property.Name);
        }

        foreach (var (name, text) in _first)
            _now[name] = text;
    }

    /// <summary>True for an element that is yet to be added.</summary>
    public bool IsNew { get; }

    /// <summary>The names of the properties, in the order of the manual.</summary>
    public IEnumerable<string> Names => _schema.Properties.Select(static property => property.Name);

    /// <summary>True when there is something to save.</summary>
    public bool IsChanged => _now.Any(one => !string.Equals(one.Value, _first[one.Key], StringComparison.Ordinal));

    /// <summary>The text of a field.</summary>
    public string this[string name]
    {
        get => _now[name];
        set => _now[name] = (value ?? "").ReplaceLineEndings("\n");
    }

    /// <summary>How a property is declared.</summary>
    public SettingProperty Declared(string name) => _schema.Find(name) ?? throw new ArgumentException("There is no property " + name, nameof(name));

    /// <summary>True for a property of which the form shows nothing, because it holds a secret.</summary>
    public bool IsSecret(string name) => _secrets.Contains(name);

    /// <summary>Sets the lines of a field of several values, unless they are the same ones in another order.</summary>
    public void SetLines(string name, IReadOnlyCollection<string> lines)
    {
        var first = LinesOf(_first[name]);
        var isSame = first.Order(StringComparer.Ordinal).SequenceEqual(lines.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        _now[name] = isSame ? _first[name] : string.Join('\n', lines);
    }

    /// <summary>The lines of a field that holds several values, without empty ones.</summary>
    public IReadOnlyList<string> Lines(string name) => LinesOf(_now[name]);

    /// <summary>What is to be written, for <c>SettingsEdit</c>: null for a property that gets its default again.</summary>
    public Dictionary<string, object?> Changes()
    {
        var changes = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in _schema.Properties)
        {
            var text = _now[property.Name];
            if (!IsNew && string.Equals(text, _first[property.Name], StringComparison.Ordinal))
                continue;
            var value = ValueOf(property, text);
            if (value is not null || !IsNew)
                changes[property.Name] = value;
        }

        return changes;
    }

    private static object? ValueOf(SettingProperty property, string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0 || (!property.IsRequired && string.Equals(trimmed, DefaultOf(property), StringComparison.Ordinal)))
            return property.IsRequired ? trimmed : null;
        if (property.IsList)
            return LinesOf(text).ToArray();
        if (property.Type == typeof(bool))
            return trimmed == "true";

        // What is no number is for the editor to refuse, in its words.
        return property.Type == typeof(int) && int.TryParse(trimmed, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : trimmed;
    }

    private static string DefaultOf(SettingProperty property) =>
        IsByStatus(property) || property.Default is null ? "" : string.Join('\n', property.Format(property.Default));

    private static string TextOf(SettingProperty property, object element) => property.Get(element) switch
    {
        null => "",
        var secret when HoldsSecret(secret) => "",
        LookupDomain domain => domain.PublicName,
        ListUrl url => url.ToString(),
        string code when IsByStatus(property) && string.Equals(code, UsualCode(element), StringComparison.Ordinal) => "",
        var value => string.Join('\n', property.Format(value)),
    };

    private static bool HoldsSecret(object? value) => value switch
    {
        LookupDomain domain => !string.Equals(domain.Reveal(), domain.PublicName, StringComparison.OrdinalIgnoreCase),
        ListUrl url => url.HasSecrets,
        _ => false,
    };

    // The enhanced code goes by the status code, unless one is set: then it would stay when the other is changed.
    private static bool IsByStatus(SettingProperty property) => property.Name == "enhancedCode";

    private static string UsualCode(object element) => element switch
    {
        ProviderSettings provider => Digit(provider.StatusCode),
        ListSettings list => Digit(list.StatusCode),
        _ => "",
    } + ".7.1";

    private static string Digit(int status) => (status / OfClass).ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
