using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Reflection;

namespace IpBlock.Settings.Schema;

/// <summary>One object of the settings, as its class declares it.</summary>
public sealed class SettingObject
{
    private static readonly ConcurrentDictionary<Type, SettingObject> All = new();
    private readonly Type _type;

    private SettingObject(Type type)
    {
        _type = type;
        var declared = type.GetCustomAttribute<SettingObjectAttribute>()
            ?? throw new InvalidOperationException(type.Name + " has no [SettingObject].");
        Name = declared.Name;
        var properties = new List<SettingProperty>();
        var blank = Create();
        foreach (var property in type.GetProperties())
        {
            if (property.GetCustomAttribute<SettingAttribute>() is { } setting)
                properties.Add(new SettingProperty(property, setting, blank));
        }

        Properties = properties;
        ShortForm = properties.Find(property => string.Equals(property.MemberName, declared.ShortForm, StringComparison.Ordinal));
    }

    /// <summary>What messages and manual call it, with its article.</summary>
    public string Name { get; }

    /// <summary>In the order of declaration.</summary>
    public IReadOnlyList<SettingProperty> Properties { get; }

    /// <summary>The property that may stand for the whole object, if there is one.</summary>
    public SettingProperty? ShortForm { get; }

    /// <summary>The object that a class declares.</summary>
    /// <exception cref="InvalidOperationException">The class has no <see cref="SettingObjectAttribute"/>.</exception>
    public static SettingObject Of(Type type) => All.GetOrAdd(type, static t => new SettingObject(t));

    /// <summary>A new one, with its defaults.</summary>
    public object Create() => Activator.CreateInstance(_type)!;

    /// <summary>The property of this JSON name; null when there is none.</summary>
    public SettingProperty? Find(string name)
    {
        foreach (var property in Properties)
        {
            if (string.Equals(property.Name, name, StringComparison.Ordinal))
                return property;
        }

        return null;
    }

    /// <summary>The object and all below it, each class once, in the order in which the file names them.</summary>
    public static IReadOnlyList<SettingObject> Tree(Type root)
    {
        var found = new List<SettingObject> { Of(root) };
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var property in found[i].Properties)
            {
                if (property.Kind is null && !found.Contains(Of(property.Type)))
                    found.Add(Of(property.Type));
            }
        }

        return found;
    }
}
