using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

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
        [.. type.GetProperties().Select(static property => new ParameterSurface(property)).Where(static parameter => parameter.Sets.Count > 0)];

    public ParameterSurface this[string name] => Parameters.Single(parameter => parameter.Name == name);

    public static CustomAttributeData? Attribute(MemberInfo member, Type attribute) => member.CustomAttributes.FirstOrDefault(data => data.AttributeType == attribute);

    public static object? Named(CustomAttributeData data, string name) =>
        data.NamedArguments.Where(argument => argument.MemberName == name).Select(static argument => argument.TypedValue.Value).FirstOrDefault();
}

/// <summary>A parameter as its attributes declare it.</summary>
internal sealed class ParameterSurface(PropertyInfo property)
{
    private readonly CustomAttributeData[] _declared = [.. property.CustomAttributes.Where(static data => data.AttributeType == typeof(ParameterAttribute))];

    public string Name => property.Name;

    /// <summary>Without what makes it nullable.</summary>
    public Type Type => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    public IReadOnlyList<string> Sets => [.. _declared.Select(static data => CmdletSurface.Named(data, "ParameterSetName") as string ?? "all")];

    public bool IsMandatory => Array.Exists(_declared, static data => CmdletSurface.Named(data, "Mandatory") is true);

    public bool ComesByName => Array.Exists(_declared, static data => CmdletSurface.Named(data, "ValueFromPipelineByPropertyName") is true);

    public bool ComesByValue => Array.Exists(_declared, static data => CmdletSurface.Named(data, "ValueFromPipeline") is true);

    public int? Position => _declared.Select(static data => CmdletSurface.Named(data, "Position")).FirstOrDefault() as int?;

    public IReadOnlyList<string> Aliases =>
        CmdletSurface.Attribute(property, typeof(AliasAttribute)) is { } alias ? [.. ((IEnumerable<CustomAttributeTypedArgument>)alias.ConstructorArguments[0].Value!).Select(static one => (string)one.Value!)] : [];

    public Type? Completer => CmdletSurface.Attribute(property, typeof(ArgumentCompleterAttribute))?.ConstructorArguments[0].Value as Type;
}
