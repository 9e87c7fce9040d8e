using System;
using System.Collections.Generic;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Administration.Editing;

/// <summary>A general setting (what is not a list of providers, entries or exceptions) as it holds now: what <see cref="SettingsEdit.Set"/> can change.</summary>
public sealed class SettingValue
{
    private SettingValue(string path, SettingProperty property, object? value)
    {
        Path = path;
        IsList = property.IsList;
        Description = property.Description;
        Texts = property.Format(value);
        IsFlag = value is bool;
        IsNumber = value is int or Score;
        IsDefault = Same(Texts, property.Format(property.Default));
        Text = value is null ? property.DefaultInWords?.Replace("`", "") ?? "" : string.Join(", ", Texts);
    }

    /// <summary>Its name with those of the objects it is in: <c>dns.servers</c>.</summary>
    public string Path { get; }

    /// <summary>The value as the settings file writes it, of a list with commas between; where nothing is set, in words what then holds.</summary>
    public string Text { get; }

    /// <summary>The value, or each of a list; empty when nothing is set.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>True for a list.</summary>
    public bool IsList { get; }

    /// <summary>True for true and false.</summary>
    public bool IsFlag { get; }

    /// <summary>True for a number without a unit: a whole one, or a score.</summary>
    public bool IsNumber { get; }

    /// <summary>True when it is what it is without being written into the file.</summary>
    public bool IsDefault { get; }

    /// <summary>What it does and why the default is what it is.</summary>
    public string Description { get; }

    /// <summary>All general settings in the order of the manual.</summary>
    public static IReadOnlyList<SettingValue> AllOf(FilterSettings settings)
    {
        var all = new List<SettingValue>();
        foreach (var setting in GeneralSetting.All)
            all.Add(new SettingValue(setting.Path, setting.Property, setting.Get(settings)));
        return all;
    }

    private static bool Same(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        for (var i = 0; i < a.Count && i < b.Count; i++)
        {
            if (!string.Equals(a[i], b[i], StringComparison.Ordinal))
                return false;
        }

        return a.Count == b.Count;
    }
}
