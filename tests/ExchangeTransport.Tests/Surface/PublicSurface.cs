using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

namespace IpBlock.ExchangeTransport.Surface;

/// <summary>Every public or protected type and member of an assembly, a line each, in the notation of the list.</summary>
internal sealed class PublicSurface
{
    private static readonly SignatureNames Names = new();
    private readonly MetadataReader _reader;
    private readonly MemberLines _members;

    private PublicSurface(MetadataReader reader)
    {
        _reader = reader;
        _members = new MemberLines(reader, Names);
    }

    public static IReadOnlyList<string> Of(MetadataReader reader) => new PublicSurface(reader).Lines().ToList();

    private IEnumerable<string> Lines() =>
        from handle in _reader.TypeDefinitions
        let type = _reader.GetTypeDefinition(handle)
        where IsVisible(type)
        from line in Lines(handle, type)
        select line;

    private bool IsVisible(TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
            IsVisible(_reader.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    private IEnumerable<string> Lines(TypeDefinitionHandle handle, TypeDefinition type)
    {
        var name = Names.Of(_reader, handle);
        var ancestor = type.BaseType.IsNil ? "" : Names.Of(_reader, type.BaseType);
        return ancestor switch
        {
            "System.Enum" => _members.OfEnum(name, type).Prepend($"T {name} | {Attributes(type)}public enum : int"),
            "System.MulticastDelegate" => _members.OfDelegate(name, type).Prepend($"T {name} | public delegate"),
            "System.ValueType" => _members.Of(name, type).Prepend($"T {name} | public {Attributes(type)}struct{Bases(type, null)}"),
            _ => _members.Of(name, type).Prepend($"T {name} | {Attributes(type)}public {Kind(type)}class{Bases(type, ancestor)}"),
        };
    }

    private static string Kind(TypeDefinition type) => (type.Attributes & (TypeAttributes.Abstract | TypeAttributes.Sealed)) switch
    {
        TypeAttributes.Abstract => "abstract ",
        TypeAttributes.Sealed => "sealed ",
        TypeAttributes.Abstract | TypeAttributes.Sealed => "static ",
        _ => "",
    };

    private string Bases(TypeDefinition type, string? ancestor)
    {
        var interfaces = type.GetInterfaceImplementations().Select(i => Names.Of(_reader, _reader.GetInterfaceImplementation(i).Interface));
        return " : " + string.Join(", ", ancestor == null ? interfaces : interfaces.Prepend(ancestor));
    }

    private string Attributes(TypeDefinition type)
    {
        var serializable = type.Attributes.HasFlag((TypeAttributes)0x2000) ? "[Serializable] " : "";
        var flags = Has(type, "FlagsAttribute") ? "[Flags] " : "";
        var indexed = Has(type, "DefaultMemberAttribute") ? "[DefaultMember] " : "";
        return serializable + flags + indexed;
    }

    private bool Has(TypeDefinition type, string attribute) =>
        type.GetCustomAttributes().Any(handle => AttributeNames.Of(_reader, handle) == attribute);
}
