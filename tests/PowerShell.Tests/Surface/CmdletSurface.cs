using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using IpBlock.PowerShell.Arguments;

namespace IpBlock.PowerShell.Tests.Surface;

/// <summary>A cmdlet as its attributes declare it. They are read, not made: PowerShell's own code is not here.</summary>
internal sealed class CmdletSurface(Type type)
{
    private readonly CustomAttributeData _cmdlet = Attribute(type, typeof(CmdletAttribute))!;

    public string Verb => (string)_cmdlet.ConstructorArguments[0].Value!;

    public string Noun => (string)_cmdlet.ConstructorArguments[1].Value!;

    public string Name => Verb + "-" + Noun;

    public bool Asks => Named(_cmdlet, "SupportsShouldProcess") is true;

    public ConfirmImpact Impact => (ConfirmImpact)(Named(_cmdlet, "ConfirmImpact") ?? ConfirmImpact.Medium);

    public IReadOnlyList<Type> Outputs =>
        Attribute(type, typeof(OutputTypeAttribute)) is { } output ? [.. ((IEnumerable<CustomAttributeTypedArgument>)output.ConstructorArguments[0].Value!).Select(static one => (Type)one.Value!)] : [];

    public IReadOnlyList<ParameterSurface> Parameters { get; } =
        [
            .. type.GetProperties().Select(static property => new ParameterSurface(property)).Where(static parameter => parameter.Sets.Count > 0),
            .. SettingParameters.Of(type).Select(static setting => new ParameterSurface(setting)),
        ];

    /// <summary>True when settings are among the parameters.</summary>
    public bool HasSettings { get; } = SettingParameters.Of(type).Count > 0;

    public ParameterSurface this[string name] => Parameters.Single(parameter => parameter.Name == name);

    public static CustomAttributeData? Attribute(MemberInfo member, Type attribute) => member.CustomAttributes.FirstOrDefault(data => data.AttributeType == attribute);

    public static object? Named(CustomAttributeData data, string name) =>
        data.NamedArguments.Where(argument => argument.MemberName == name).Select(static argument => argument.TypedValue.Value).FirstOrDefault();
}

/// <summary>A parameter as its attributes or the setting's declaration have it.</summary>
internal sealed class ParameterSurface
{
    public ParameterSurface(PropertyInfo property)
    {
        var declared = property.CustomAttributes.Where(static data => data.AttributeType == typeof(ParameterAttribute)).ToArray();
        Name = property.Name;
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Sets = [.. declared.Select(static data => CmdletSurface.Named(data, "ParameterSetName") as string ?? "all")];
        IsMandatory = Array.Exists(declared, static data => CmdletSurface.Named(data, "Mandatory") is true);
        ComesByName = Array.Exists(declared, static data => CmdletSurface.Named(data, "ValueFromPipelineByPropertyName") is true);
        ComesByValue = Array.Exists(declared, static data => CmdletSurface.Named(data, "ValueFromPipeline") is true);
        Position = declared.Select(static data => CmdletSurface.Named(data, "Position")).FirstOrDefault() as int?;
        var aliases = CmdletSurface.Attribute(property, typeof(AliasAttribute))?.ConstructorArguments[0].Value as IEnumerable<CustomAttributeTypedArgument> ?? [];
        Aliases = [.. aliases.Select(static one => (string)one.Value!)];
        Completer = CmdletSurface.Attribute(property, typeof(ArgumentCompleterAttribute))?.ConstructorArguments[0].Value as Type;
    }

    public ParameterSurface(SettingParameter setting)
    {
        Setting = setting;
        Name = setting.Name;
        Type = Nullable.GetUnderlyingType(setting.Type) ?? setting.Type;
        Sets = ["all"];
        ComesByName = setting.ComesByName;
        Aliases = [];
    }

    public string Name { get; }

    /// <summary>Without what makes it nullable.</summary>
    public Type Type { get; }

    /// <summary>The setting that it sets, when it is made from one.</summary>
    public SettingParameter? Setting { get; }

    public IReadOnlyList<string> Sets { get; }

    public bool IsMandatory { get; }

    public bool ComesByName { get; }

    public bool ComesByValue { get; }

    public int? Position { get; }

    public IReadOnlyList<string> Aliases { get; }

    public Type? Completer { get; }
}
