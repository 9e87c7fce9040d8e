using System;
using System.Collections.Generic;

namespace IpBlock.Settings.Schema;

/// <summary>A setting that belongs to no single provider, list, entry or exception, with the objects that it is in.</summary>
public sealed class GeneralSetting
{
    private readonly SettingProperty[] _owners;

    private GeneralSetting(SettingProperty[] owners, SettingProperty property)
    {
        _owners = owners;
        Property = property;
        Path = string.Concat(Array.ConvertAll(owners, static owner => owner.Name + ".")) + property.Name;
    }

    /// <summary>All of them, in the order of the manual.</summary>
    public static IReadOnlyList<GeneralSetting> All { get; } = Collect(typeof(FilterSettings), [], []);

    /// <summary>Its name with those of the objects it is in: <c>dns.servers</c>.</summary>
    public string Path { get; }

    /// <summary>How it is declared.</summary>
    public SettingProperty Property { get; }

    /// <summary>The properties that hold the objects it is in, the outermost first; none for a property of the file itself.</summary>
    public IReadOnlyList<SettingProperty> Owners => _owners;

    /// <summary>The setting of this path; null when there is none.</summary>
    public static GeneralSetting? Find(string path)
    {
        foreach (var setting in All)
        {
            if (string.Equals(setting.Path, path, StringComparison.Ordinal))
                return setting;
        }

        return null;
    }

    /// <summary>Its value.</summary>
    public object? Get(FilterSettings settings)
    {
        object? owner = settings ?? throw new ArgumentNullException(nameof(settings));
        foreach (var property in _owners)
            owner = property.Get(owner!);
        return Property.Get(owner!);
    }

    private static List<GeneralSetting> Collect(Type type, SettingProperty[] owners, List<GeneralSetting> all)
    {
        foreach (var property in SettingObject.Of(type).Properties)
        {
            if (property.Kind is not null)
                all.Add(new GeneralSetting(owners, property));
            else if (!property.IsList)
                Collect(property.Type, [.. owners, property], all);
        }

        return all;
    }
}
