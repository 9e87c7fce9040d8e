using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Manager.Components.Forms;

/// <summary>
/// Properties of the settings as the fields of a form hold them: text, of a list one line each. What is written is only what the viewer has changed, so
/// that what somebody else has changed meanwhile stays; a secret is never in it, unless the viewer has just entered one.
/// </summary>
public sealed class PropertyForm
{
    private readonly List<FormField> _fields = [];
    private readonly Dictionary<string, FormField> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _now = new(StringComparer.Ordinal);
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);

    /// <summary>The form of an element of the settings: a provider, a list, a recipient policy.</summary>
    /// <param name="type">The class that declares its properties.</param>
    /// <param name="element">The element; null for a new one.</param>
    public PropertyForm(Type type, object? element)
    {
        IsNew = element is null;
        foreach (var property in SettingObject.Of(type).Properties)
        {
            if (property.Kind is not null)
            {
                Add(new FormField(property.Name, property, null), element);
                continue;
            }

            var within = element is null ? null : property.Get(element);
            foreach (var inner in SettingObject.Of(property.Type).Properties)
                Add(new FormField(property.Name + "." + inner.Name, inner, property.Name), within);
        }
    }

    /// <summary>The form of all general settings.</summary>
    public PropertyForm(FilterSettings settings)
    {
        foreach (var setting in GeneralSetting.All)
        {
            object? owner = settings;
            foreach (var property in setting.Owners)
                owner = property.Get(owner!);
            Add(new FormField(setting.Path, setting.Property, null), owner);
        }
    }

    /// <summary>True for an element that is yet to be added.</summary>
    public bool IsNew { get; }

    /// <summary>The properties, in the order of the manual; those of an object within by the path of both.</summary>
    public IEnumerable<string> Names => _fields.Select(static one => one.Path);

    /// <summary>The fields that the viewer has changed.</summary>
    public IEnumerable<string> Changed => Names.Where(IsChanged);

    /// <summary>The text of a field.</summary>
    public string this[string name]
    {
        get => _now[name];
        set => _now[name] = (value ?? "").ReplaceLineEndings("\n");
    }

    /// <summary>How a property is declared.</summary>
    public SettingProperty Declared(string name) => Field(name).Declared;

    /// <summary>True for a property of which the form shows nothing, because it holds a secret.</summary>
    public bool IsSecret(string name) => _secrets.Contains(name);

    /// <summary>True for a secret that is to be removed.</summary>
    public bool IsForgotten(string name) => _forgotten.Contains(name);

    /// <summary>Has a secret removed, or kept again.</summary>
    public void Forget(string name, bool forget)
    {
        if (!forget)
            _forgotten.Remove(name);
        else if (_secrets.Contains(name))
            _forgotten.Add(name);
    }

    /// <summary>Puts back what a field held at first.</summary>
    public void Restore(string name) => _now[name] = _first[name];

    /// <summary>Has a field hold what holds when nothing is set.</summary>
    public void Reset(string name)
    {
        Forget(name, forget: true);
        _now[name] = Field(name).DefaultText;
    }

    /// <summary>True when a field holds what holds when nothing is set.</summary>
    public bool IsDefault(string name) =>
        (!_secrets.Contains(name) || _forgotten.Contains(name)) && string.Equals(_now[name].Trim(), Field(name).DefaultText, StringComparison.Ordinal);

    /// <summary>Sets the lines of a field of several values, unless they are the same ones in another order.</summary>
    public void SetLines(string name, IReadOnlyCollection<string> lines)
    {
        var first = LinesOf(_first[name]);
        var isSame = first.Order(StringComparer.Ordinal).SequenceEqual(lines.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        _now[name] = isSame ? _first[name] : string.Join('\n', lines);
    }

    /// <summary>The lines of a field that holds several values, without empty ones.</summary>
    public IReadOnlyList<string> Lines(string name) => LinesOf(_now[name]);

    /// <summary>What is to be written of an element, for <c>SettingsEdit</c>: null for a property that gets its default again.</summary>
    public Dictionary<string, object?> Changes()
    {
        var changes = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in _fields.Where(field => (IsNew || IsChanged(field.Path)) && !IsGone(field.Group)))
        {
            var value = ValueOf(field, _now[field.Path]);
            if (value is not null || !IsNew)
                changes[field.Path] = value;
        }

        // An object in which nothing is left is removed as a whole: with {} its defaults would hold.
        foreach (var group in _fields.Select(static field => field.Group).OfType<string>().Distinct(StringComparer.Ordinal).Where(IsGone))
            changes[group] = null;
        return changes;
    }

    /// <summary>What is to be written of the general settings.</summary>
    public IEnumerable<SettingsEdit> Edits() => _fields.Where(field => IsChanged(field.Path)).Select(field => SettingsEdit.Set(field.Path, SettingOf(field)));

    private bool IsChanged(string name) => _forgotten.Contains(name) || !string.Equals(_now[name], _first[name], StringComparison.Ordinal);

    private void Add(FormField field, object? owner)
    {
        _fields.Add(field);
        _byPath.Add(field.Path, field);
        _now[field.Path] = _first[field.Path] = owner is null ? field.DefaultText : field.TextOf(owner);
        if (owner is not null && FormField.HoldsSecret(field.Declared.Get(owner)))
            _secrets.Add(field.Path);
    }

    private FormField Field(string name) => _byPath.GetValueOrDefault(name) ?? throw new ArgumentException("There is no property " + name, nameof(name));

    // True for an object within that has been emptied.
    private bool IsGone(string? group) => group is not null && !IsNew && _fields.Where(field => field.Group == group).ToList() is var fields
        && fields.TrueForAll(field => _now[field.Path].Trim().Length == 0) && fields.Exists(field => _first[field.Path].Length > 0);

    private static object? ValueOf(FormField field, string text)
    {
        var (property, trimmed) = (field.Declared, text.Trim());
        if (trimmed.Length == 0 || (!property.IsRequired && string.Equals(trimmed, field.DefaultText, StringComparison.Ordinal)))
            return property.IsRequired ? trimmed : null;
        if (property.IsList)
            return LinesOf(text).ToArray();
        if (property.Type == typeof(bool))
            return trimmed == "true";

        // What is no number is for the editor to refuse, in its words.
        return property.Type == typeof(int) && int.TryParse(trimmed, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : trimmed;
    }

    // As SettingsEdit.Set takes it; null for the default.
    private string? SettingOf(FormField field)
    {
        var (property, text) = (field.Declared, _now[field.Path]);
        if (property.Type == typeof(Secret))
            return text.Length == 0 ? null : text; // blanks at its ends belong to it
        var trimmed = text.Trim();
        if (string.Equals(trimmed, field.DefaultText, StringComparison.Ordinal))
            return null;
        if (property.IsList)
            return property.Kind!.IsBare ? ListOf(LinesOf(text)) : JsonSerializer.Serialize(LinesOf(text));
        return trimmed.Length == 0 && !property.MayBeEmpty ? null : trimmed;
    }

    private static string ListOf(IReadOnlyList<string> numbers) => numbers.Count == 0 ? "[]" : string.Join(", ", numbers);

    private static IReadOnlyList<string> LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
