using System;
using System.Collections.Generic;
using System.Net;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.PowerShell.Arguments;

/// <summary>A setting as cmdlets have it: the parameter that sets it, and the property that shows it. All of it comes from the setting's declaration.</summary>
internal sealed class SettingParameter
{
    private SettingParameter(string name, string path, SettingProperty property)
    {
        Name = name;
        Path = path;
        Property = property;
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

    /// <summary>The parameter's type. Values with a unit are text: 2s, 10MB.</summary>
    public Type Type
    {
        get
        {
            if (Property.IsList)
                return TakesChanges ? typeof(object) : Property.Type == typeof(int) ? typeof(int[]) : typeof(string[]);
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
    public static IReadOnlyList<SettingParameter> OfExisting(Type type) => Of(type, static parameter => parameter.TakesChanges = parameter.Property.IsList);

    /// <summary>The value as the property of an object shows it: never a key.</summary>
    public object? Show(object? value)
    {
        if (value is null)
            return null;
        if (Property.IsList)
            return value is IReadOnlyList<int> numbers ? (int[])[.. numbers] : (string[])[.. Property.Format(value)];
        return value switch
        {
            bool or int or long or string or TimeSpan or Enum => value,
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
            var parameter = new SettingParameter(NameOf(property), property.Name, property);
            adapt(parameter);
            all.Add(parameter);
        }

        return all;
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
        property.MemberName.StartsWith("Ip", StringComparison.Ordinal) ? "IP" + property.MemberName.Substring(2) : property.MemberName;
}
