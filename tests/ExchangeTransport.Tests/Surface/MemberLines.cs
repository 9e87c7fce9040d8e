using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

namespace IpBlock.ExchangeTransport.Surface;

internal sealed class MemberLines(MetadataReader reader, SignatureNames names)
{
    public IEnumerable<string> Of(string name, TypeDefinition type) =>
        Fields(name, type).Concat(Properties(name, type)).Concat(Events(name, type)).Concat(Methods(name, type));

    public IEnumerable<string> OfEnum(string name, TypeDefinition type) =>
        from field in Fields(type)
        where !field.GetDefaultValue().IsNil
        select $"E {name}.{reader.GetString(field.Name)} = {Constant(field)}";

    public IEnumerable<string> OfDelegate(string name, TypeDefinition type) =>
        from handle in type.GetMethods()
        let method = reader.GetMethodDefinition(handle)
        where reader.GetString(method.Name) == "Invoke"
        select $"M {name} | delegate {Signature(method, name[(name.LastIndexOf('.') + 1)..])}";

    private IEnumerable<FieldDefinition> Fields(TypeDefinition type) => type.GetFields().Select(reader.GetFieldDefinition);

    private IEnumerable<string> Fields(string name, TypeDefinition type) =>
        from field in Fields(type)
        let access = Access.Of((MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask))
        where Access.IsVisible(access)
        select $"F {name}.{reader.GetString(field.Name)} | {access} {Storage(field)}{field.DecodeSignature(names, null)}{Value(field)}";

    private static string Storage(FieldDefinition field) =>
        field.Attributes.HasFlag(FieldAttributes.Literal) ? "const "
        : (field.Attributes.HasFlag(FieldAttributes.Static) ? "static " : "")
            + (field.Attributes.HasFlag(FieldAttributes.InitOnly) ? "readonly " : "");

    private string Value(FieldDefinition field) =>
        field.Attributes.HasFlag(FieldAttributes.Literal) ? $" = \"{Constant(field)}\"" : "";

    private string? Constant(FieldDefinition field)
    {
        var constant = reader.GetConstant(field.GetDefaultValue());
        var value = reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode);
        return System.Convert.ToString(value, CultureInfo.InvariantCulture);
    }

    private IEnumerable<string> Properties(string name, TypeDefinition type)
    {
        foreach (var property in type.GetProperties().Select(reader.GetPropertyDefinition))
        {
            var accessors = property.GetAccessors();
            var signature = property.DecodeSignature(names, null);
            var index = signature.ParameterTypes.Length == 0 ? "" : $"[{string.Join(", ", signature.ParameterTypes)}]";
            if (IsVisible(accessors.Getter) || IsVisible(accessors.Setter))
                yield return $"P {name}.{reader.GetString(property.Name)}{index} | {signature.ReturnType} "
                    + $"{{ {Accessor(accessors.Getter, "get")}{Accessor(accessors.Setter, "set")}}}";
        }
    }

    private IEnumerable<string> Events(string name, TypeDefinition type) =>
        from handle in type.GetEvents()
        let definition = reader.GetEventDefinition(handle)
        let adder = reader.GetMethodDefinition(definition.GetAccessors().Adder)
        where Access.IsVisible(Access.Of(adder.Attributes))
        select $"V {name}.{reader.GetString(definition.Name)} | {Modifiers(adder)}event {names.Of(reader, definition.Type)}";

    private IEnumerable<string> Methods(string name, TypeDefinition type)
    {
        foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
        {
            var called = reader.GetString(method.Name);
            if (!Access.IsVisible(Access.Of(method.Attributes)) || IsAccessor(method, called))
                continue;
            yield return called == ".ctor"
                ? $"C {name}.ctor | {Modifiers(method)}{Parameters(method)}"
                : $"M {name}.{called} | {Modifiers(method)}{Signature(method, called)}";
        }
    }

    private static bool IsAccessor(MethodDefinition method, string called) =>
        method.Attributes.HasFlag(MethodAttributes.SpecialName)
        && (called.StartsWith("get_") || called.StartsWith("set_") || called.StartsWith("add_") || called.StartsWith("remove_"));

    private bool IsVisible(MethodDefinitionHandle handle) =>
        !handle.IsNil && Access.IsVisible(Access.Of(reader.GetMethodDefinition(handle).Attributes));

    private string Accessor(MethodDefinitionHandle handle, string word) =>
        handle.IsNil ? "" : $"{Modifiers(reader.GetMethodDefinition(handle))}{word}; ";

    private static string Modifiers(MethodDefinition method) => Access.Modifiers(method.Attributes);

    private string Signature(MethodDefinition method, string called) =>
        $"{method.DecodeSignature(names, null).ReturnType} {called}{Parameters(method)}";

    private string Parameters(MethodDefinition method)
    {
        var types = method.DecodeSignature(names, null).ParameterTypes;
        var parameters = method.GetParameters().Select(reader.GetParameter).Where(parameter => parameter.SequenceNumber > 0);
        return $"({string.Join(", ", parameters.Select(parameter => Parameter(parameter, types[parameter.SequenceNumber - 1])))})";
    }

    private string Parameter(Parameter parameter, string type)
    {
        var isParams = parameter.GetCustomAttributes().Any(handle => AttributeNames.Of(reader, handle) == "ParamArrayAttribute");
        var way = !type.EndsWith('&') ? "" : parameter.Attributes.HasFlag(ParameterAttributes.Out) ? "out " : "ref ";
        return $"{(isParams ? "params " : "")}{way}{type.TrimEnd('&')} {reader.GetString(parameter.Name)}";
    }
}
