using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;
using IpBlock.Settings.Json;

namespace IpBlock.Settings.Schema;

/// <summary>One property of an object of the settings, as its declaration has it.</summary>
public sealed class SettingProperty
{
    private readonly PropertyInfo _property;
    private readonly SettingAttribute _declared;

    internal SettingProperty(PropertyInfo property, SettingAttribute declared, object owner)
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

    /// <summary>True when it holds any number of values.</summary>
    public bool IsList { get; }

    /// <summary>How a value is read; null for objects.</summary>
    public SettingKind? Kind { get; }

    /// <summary>What a new object holds.</summary>
    public object? Default { get; }

    /// <summary>Null is a value it may have: it means the same as leaving the property out.</summary>
    public bool AllowsNull => _declared.Default is not null;

    /// <summary>True when the property must be set.</summary>
    public bool IsRequired { get; }

    /// <summary>What it does, and why the default is what it is.</summary>
    public string Description => _declared.Description;

    /// <summary>What it does: the first sentence of the description.</summary>
    public string Summary
    {
        get
        {
            var end = Description.IndexOf(". ", StringComparison.Ordinal);
            return end < 0 ? Description : Description.Substring(0, end + 1);
        }
    }

    /// <summary>What holds when nothing is set, where only words can say it.</summary>
    public string? DefaultInWords => _declared.Default;

    /// <summary>The least value as the settings file would write it; of text the least number of characters.</summary>
    public string? MinText => _declared.Min;

    /// <summary>The greatest value, in the same way.</summary>
    public string? MaxText => _declared.Max;

    /// <summary>The least value; null for text.</summary>
    public object? Min { get; }

    /// <summary>The greatest value; null for text.</summary>
    public object? Max { get; }

    /// <summary>Least and greatest value in words; null when every value will do.</summary>
    public string? Range => Limits.Describe(this);

    /// <summary>True when an empty text is a value of its own and not just no value.</summary>
    public bool MayBeEmpty => Type == typeof(string) && string.Equals(MinText, "0", StringComparison.Ordinal);

    /// <summary>Text of printable ASCII only.</summary>
    public bool Ascii => _declared.Ascii;

    /// <summary>Text that names a file or a folder.</summary>
    public bool IsPath => _declared.IsPath;

    /// <summary>The values, each as the settings file writes it, without quotes: one, or those of a list; none for null.</summary>
    /// <exception cref="InvalidOperationException">It is an object, or a list of them.</exception>
    public IReadOnlyList<string> Format(object? value)
    {
        var kind = Kind ?? throw new InvalidOperationException(Name + " is not a single value.");
        var texts = new List<string>();
        if (value is not null && IsList)
        {
            foreach (var element in (IEnumerable)value)
                texts.Add(kind.Format(element!));
        }
        else if (value is not null)
        {
            texts.Add(kind.Format(value));
        }

        return texts;
    }

    /// <summary>Its value in an object.</summary>
    public object? Get(object owner) => _property.GetValue(owner);

    internal void Set(object owner, object? value) => _property.SetValue(owner, value);

    /// <summary>An array of the right type, which is what the model's lists are.</summary>
    internal object ToList(IReadOnlyList<object> elements)
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
        if (Kind is { IsPair: true })
            return "{}";
        if (!IsList)
            return Kind is null ? "{}" : Kind.Format(Default);
        var texts = new List<string>();
        foreach (var element in (IEnumerable)Default)
            texts.Add(Kind!.IsBare ? Kind.Format(element!) : "\"" + Kind.Format(element!) + "\"");
        return "[" + string.Join(", ", texts) + "]";
    }
}
