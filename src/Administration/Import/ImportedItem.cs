using System.Collections.Generic;
using System.Globalization;
using System.Text;
using IpBlock.Settings;

namespace IpBlock.Administration.Import;

/// <summary>One thing that is carried over.</summary>
public sealed class ImportedItem
{
    internal ImportedItem(ImportedKind kind, string name, IReadOnlyDictionary<string, object?> properties, int line, IEnumerable<string> remarks)
    {
        Kind = kind;
        Name = name;
        Properties = properties;
        Line = line;
        var presentable = new List<string>();
        foreach (var remark in remarks)
            presentable.Add(SettingsError.Presentable(remark));
        Remarks = presentable;
    }

    /// <summary>What it becomes.</summary>
    public ImportedKind Kind { get; }

    /// <summary>The provider's name, the addresses, the client, the recipient or the path of the setting. May be shown.</summary>
    public string Name { get; }

    /// <summary>
    /// The properties by their names in the settings file: bool, int, string or a list of strings. A setting of its own has one, by its path. A provider's
    /// <c>lookupDomain</c> may hold a customer's key: only for the settings file, never to be shown; <see cref="Shown"/> is.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Properties { get; }

    /// <summary>The line it comes from, from 1.</summary>
    public int Line { get; }

    /// <summary>What differs from where it comes from, and what to look at; empty when it means the same.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The same, off, with the reason in its comment too.</summary>
    internal ImportedItem Disabled(string why)
    {
        var properties = new Dictionary<string, object?>(System.StringComparer.Ordinal);
        foreach (var property in Properties)
            properties[property.Key] = property.Value;
        properties["enabled"] = false;
        properties["comment"] = properties.TryGetValue("comment", out var comment) && comment is string text ? text + "; " + why : "import: " + why;
        return new ImportedItem(Kind, Name, properties, Line, [.. Remarks, why + "; added disabled"]);
    }

    /// <summary>The property as it may be shown: a lookup domain without its key. Null when the item does not have it.</summary>
    public string? Shown(string property)
    {
        if (!Properties.TryGetValue(property, out var value) || value is null)
            return null;
        if (property is "lookupDomain")
            value = Properties.TryGetValue("publicName", out var publicName) && publicName is not null ? publicName : value;
        return value switch
        {
            bool truth => truth ? "true" : "false",
            int number => number.ToString(CultureInfo.InvariantCulture),
            IEnumerable<string> list => SettingsError.Presentable(string.Join(", ", list)),
            _ => SettingsError.Presentable(value.ToString()!),
        };
    }

    /// <summary><c>line 12: BlockProvider zen.spamhaus.org (lookupDomain zen.spamhaus.org, anyMatch true)</c>, and the remarks.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("line ").Append(Line.ToString(CultureInfo.InvariantCulture)).Append(": ").Append(Kind).Append(' ').Append(Name);
        var separator = " (";
        foreach (var property in Properties.Keys)
        {
            // A provider's comment is what its remarks say.
            if ((property is "comment" && Kind is ImportedKind.BlockProvider or ImportedKind.AllowProvider) || Shown(property) is not { } value || string.Equals(value, Name, System.StringComparison.Ordinal))
                continue;
            text.Append(separator).Append(property).Append(' ').Append(value);
            separator = ", ";
        }

        if (separator is ", ")
            text.Append(')');
        foreach (var remark in Remarks)
            text.Append("; ").Append(remark);
        return text.ToString();
    }
}
