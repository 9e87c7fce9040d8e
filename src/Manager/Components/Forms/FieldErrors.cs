using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using IpBlock.Administration.Editing;
using IpBlock.Manager.Security;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Manager.Components.Forms;

/// <summary>What is wrong with the fields of a form, each at its field and in its words.</summary>
public sealed class FieldErrors
{
    private static readonly Regex Place = Pattern(@"^\w+\[\d+\](?:\.(?<property>thresholds\.\w+|\w+)(?:[\[.].*)?)?$");
    private static readonly Regex Element = Pattern(@"\[\d+\]$");
    private static readonly ErrorWords Words = new(static property => FieldTitles.Of(property), static path => path, "the box \"Confirm the large range\"");
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    private FieldErrors(IReadOnlyList<string> others) => Others = others;

    /// <summary>Nothing is wrong.</summary>
    public static FieldErrors None { get; } = new([]);

    /// <summary>What is about no field, or about several.</summary>
    public IReadOnlyList<string> Others { get; }

    /// <summary>How many there are.</summary>
    public int Count => _fields.Count + Others.Count;

    /// <summary>The fields with an error.</summary>
    public IEnumerable<string> Fields => _fields.Keys;

    /// <summary>What is wrong with a property; null when nothing is.</summary>
    public string? Of(string property) => _fields.GetValueOrDefault(property);

    /// <summary>The errors of a change of one element, sorted by field.</summary>
    public static FieldErrors From(IReadOnlyList<SettingsError> errors)
    {
        var others = new List<string>();
        var sorted = new FieldErrors(others);
        foreach (var error in errors)
        {
            var property = error.Line == 0 && error.Path is { } path && Place.Match(path) is { Success: true } place ? place.Groups["property"].Value : "";
            var text = Sentence(Words.Of(error), property);
            if (property.Length == 0)
                others.Add(text);
            else
                sorted.Add(property, text);
        }

        return sorted;
    }

    /// <summary>The errors of a change of general settings, sorted by their paths.</summary>
    public static FieldErrors OfGeneral(IReadOnlyList<SettingsError> errors)
    {
        var others = new List<string>();
        var sorted = new FieldErrors(others);
        foreach (var error in errors)
        {
            var path = error.Line == 0 ? Element.Replace(error.Path ?? "", "") : "";
            var text = Words.Of(error);
            if (GeneralSetting.Find(path) is null)
                others.Add(Wordings.Sentence(text));
            else
                sorted.Add(path, Wordings.Sentence(text.StartsWith(path + ": ", StringComparison.Ordinal) ? text[(path.Length + 2)..] : text));
        }

        return sorted;
    }

    /// <summary>Why a command was not carried out: the errors of its fields, or what it says itself.</summary>
    public static FieldErrors From(CommandOutcome outcome) =>
        outcome.Succeeded ? None : outcome.Errors.Count > 0 && outcome.ChangedMeanwhile is null ? From(outcome.Errors) : new FieldErrors([outcome.Text]);

    /// <summary>One more, that only the page knows of.</summary>
    public FieldErrors With(string property, string text)
    {
        var more = new FieldErrors([.. Others]);
        foreach (var (name, error) in _fields)
            more._fields[name] = error;
        more._fields[property] = text;
        return more;
    }

    private void Add(string field, string text) => _fields[field] = _fields.TryGetValue(field, out var before) ? before + " " + text : text;

    private static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    // At the field its name need not be said again.
    private static string Sentence(string text, string property)
    {
        var title = property.Length > 0 ? FieldTitles.Of(property) + ": " : "";
        text = title.Length > 0 && text.StartsWith(title, StringComparison.Ordinal) ? text[title.Length..] : text;
        return Wordings.Sentence(text);
    }
}
