using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.PowerShell.Arguments;

/// <summary>A setting as cmdlets have it: the parameter that sets it, and the property that shows it. All of it comes from the setting's declaration.</summary>
internal sealed class SettingParameter
{
    private readonly SettingProperty? _owner;

    private SettingParameter(string name, string path, SettingProperty property, SettingProperty? owner = null)
    {
        Name = name;
        Path = path;
        Property = property;
        _owner = owner;
    }

    /// <summary>The parameter's name, and that of the property.</summary>
    public string Name { get; }

    /// <summary>Its name in the settings file, of a general setting with those of the objects it is in.</summary>
    public string Path { get; }

    /// <summary>How it is declared.</summary>
    public SettingProperty Property { get; }

    /// <summary>True when an object's property of this name is taken from the pipeline.</summary>
    public bool ComesByName { get; private set; }

    /// <summary>True when @{Add=…; Remove=…} may be given instead of a whole list.</summary>
    public bool TakesChanges { get; private set; }

    /// <summary>True when it takes a hashtable of names and scores: @{'127.0.0.2'=3}.</summary>
    public bool TakesPairs => Property.Kind is { IsPair: true };

    /// <summary>The parameter's type. Values with a unit are text: 2s, 10MB.</summary>
    public Type Type
    {
        get
        {
            if (TakesPairs)
                return typeof(object);
            if (Property.IsList)
                return TakesChanges ? typeof(object) : Property.Type == typeof(int) ? typeof(int[]) : typeof(string[]);
            if (Property.Type == typeof(Score))
                return typeof(decimal?);
            if (Property.Type.IsEnum || Property.Type == typeof(bool) || Property.Type == typeof(int))
                return typeof(Nullable<>).MakeGenericType(Property.Type);
            return Property.Type == typeof(BitMask) ? typeof(IPAddress) : typeof(string);
        }
    }

    /// <summary>The general settings, for Set-IpBlockConfig.</summary>
    public static IReadOnlyList<SettingParameter> General()
    {
        var all = new List<SettingParameter>();
        foreach (var setting in GeneralSetting.All)
            all.Add(new SettingParameter(NameOf(setting), setting.Path, setting.Property) { TakesChanges = setting.Property.IsList });
        return all;
    }

    /// <summary>The properties of something new: whatever an object brings is taken from it.</summary>
    public static IReadOnlyList<SettingParameter> OfNew(Type type) => Of(type, static parameter => parameter.ComesByName = true);

    /// <summary>The properties of something that is there: nothing but what was typed is changed.</summary>
    public static IReadOnlyList<SettingParameter> OfExisting(Type type) => Of(type, static parameter => parameter.TakesChanges = parameter.Property.IsList && !parameter.TakesPairs);

    /// <summary>The thresholds for everybody, each by its own name alone.</summary>
    public static IReadOnlyList<SettingParameter> OfThresholds()
    {
        var all = new List<SettingParameter>();
        foreach (var setting in GeneralSetting.All)
        {
            if (setting.Owners.Count == 1 && setting.Owners[0].Type == typeof(ThresholdSettings))
                all.Add(new SettingParameter(NameOf(setting.Property), setting.Path, setting.Property, setting.Owners[0]));
        }

        return all;
    }

    /// <summary>Its value in the object that the cmdlet is about; null when the object that holds it is not set.</summary>
    public object? Get(object about) => _owner is null ? Property.Get(about) : _owner.Get(about) is { } owner ? Property.Get(owner) : null;

    /// <summary>The value as the property of an object shows it: never a key.</summary>
    public object? Show(object? value)
    {
        if (value is null)
            return null;
        if (TakesPairs)
            return Pairs(Property.Format(value));
        if (Property.IsList)
            return value is IReadOnlyList<int> numbers ? (int[])[.. numbers] : (string[])[.. Property.Format(value)];
        return value switch
        {
            bool or int or long or string or TimeSpan => value,
            Score score => score.Tenths / 10m,
            LookupDomain domain => domain.PublicName,
            BitMask mask => IPAddress.Parse(mask.ToString()),
            _ => value.ToString(),
        };
    }

    private static List<SettingParameter> Of(Type type, Action<SettingParameter> adapt)
    {
        var all = new List<SettingParameter>();
        foreach (var property in SettingObject.Of(type).Properties)
        {
            if (property.Kind is not null)
            {
                all.Add(new SettingParameter(NameOf(property), property.Name, property));
                continue;
            }

            foreach (var inner in SettingObject.Of(property.Type).Properties)
                all.Add(new SettingParameter(NameOf(inner), property.Name + "." + inner.Name, inner, property));
        }

        all.ForEach(adapt);
        return all;
    }

    // Of the keys in their order, so that what is shown can be given back.
    private static OrderedDictionary Pairs(IReadOnlyList<string> pairs)
    {
        var table = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in pairs)
        {
            var colon = pair.LastIndexOf(':');
            table[pair.Substring(0, colon)] = decimal.Parse(pair.Substring(colon + 1), CultureInfo.InvariantCulture);
        }

        return table;
    }

    // The names of the exceptions say what they are without that.
    private static string NameOf(GeneralSetting setting)
    {
        var name = "";
        foreach (var owner in setting.Owners)
            name += owner.Type == typeof(ExceptionSettings) ? "" : NameOf(owner);
        return name + NameOf(setting.Property);
    }

    // Exchange writes IPAddressesMatch.
    private static string NameOf(SettingProperty property) =>
        property.Kind is { IsPair: true } ? property.Type == typeof(ReturnCodeScore) ? "ScoreByReturnCode" : "ScoreByProvider" : property.MemberName.StartsWith("Ip", StringComparison.Ordinal) ? "IP" + property.MemberName.Substring(2) : property.MemberName;
}
