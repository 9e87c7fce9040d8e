using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;
using IpBlock.Settings.Json;

namespace IpBlock.Settings.Schema;

/// <summary>One property of an object of the settings, as its declaration has it.</summary>
internal sealed class SettingProperty
{
    private readonly PropertyInfo _property;
    private readonly SettingAttribute _declared;

    public SettingProperty(PropertyInfo property, SettingAttribute declared, object owner)
    {
        _property = property;
        _declared = declared;
        Name = declared.Name ?? JsonWords.CamelCase(property.Name);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        Type = IsList ? type.GetGenericArguments()[0] : type;
        Kind = SettingKind.Of(Type);
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute), inherit: false);
        Default = IsRequired ? null : property.GetValue(owner);
        Min = Kind is null || Type == typeof(string) || declared.Min is null ? null : Kind.Parse(declared.Min);
        Max = Kind is null || Type == typeof(string) || declared.Max is null ? null : Kind.Parse(declared.Max);
    }

    /// <summary>The JSON name.</summary>
    public string Name { get; }

    /// <summary>The C# name.</summary>
    public string MemberName => _property.Name;

    /// <summary>The type of the value, or of each element of a list.</summary>
    public Type Type { get; }

    public bool IsList { get; }

    /// <summary>How a value is read; null for objects.</summary>
    public SettingKind? Kind { get; }

    /// <summary>What a new object holds.</summary>
    public object? Default { get; }

    /// <summary>Null is a value it may have: it means the same as leaving the property out.</summary>
    public bool AllowsNull => _declared.Default is not null;

    /// <summary>True when the property must be set.</summary>
    public bool IsRequired { get; }

    public string Description => _declared.Description;

    public string? DefaultInWords => _declared.Default;

    public string? MinText => _declared.Min;

    public string? MaxText => _declared.Max;

    public object? Min { get; }

    public object? Max { get; }

    public bool Ascii => _declared.Ascii;

    public bool IsPath => _declared.IsPath;

    public object? Get(object owner) => _property.GetValue(owner);

    public void Set(object owner, object? value) => _property.SetValue(owner, value);

    /// <summary>An array of the right type, which is what the model's lists are.</summary>
    public object ToList(IReadOnlyList<object> elements)
    {
        var array = Array.CreateInstance(Type, elements.Count);
        for (var i = 0; i < elements.Count; i++)
            array.SetValue(elements[i], i);
        return array;
    }

    /// <summary>The default as the settings file would write it; null when only words can say it.</summary>
    public string? DefaultText()
    {
        if (Default is null)
            return null;
        if (!IsList)
            return Kind is null ? "{}" : Kind.Format(Default);
        var texts = new List<string>();
        foreach (var element in (IEnumerable)Default)
            texts.Add(Kind!.IsBare ? Kind.Format(element!) : "\"" + Kind.Format(element!) + "\"");
        return "[" + string.Join(", ", texts) + "]";
    }
}
