using System.Collections.Generic;
using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace IpBlock.Testing.Assemblies;

/// <summary>Gathers the types that a signature names, also those inside others: of arrays, of type arguments, of function pointers.</summary>
internal sealed class TypesNamed : ISignatureTypeProvider<EntityHandle, object?>
{
    /// <summary>What has been named since the set was emptied last.</summary>
    public HashSet<EntityHandle> Found { get; } = [];

    public EntityHandle GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Note(handle);

    public EntityHandle GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Note(handle);

    public EntityHandle GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public EntityHandle GetArrayType(EntityHandle elementType, ArrayShape shape) => elementType;

    public EntityHandle GetByReferenceType(EntityHandle elementType) => elementType;

    public EntityHandle GetFunctionPointerType(MethodSignature<EntityHandle> signature) => default;

    public EntityHandle GetGenericInstantiation(EntityHandle genericType, ImmutableArray<EntityHandle> typeArguments) => genericType;

    public EntityHandle GetGenericMethodParameter(object? genericContext, int index) => default;

    public EntityHandle GetGenericTypeParameter(object? genericContext, int index) => default;

    public EntityHandle GetModifiedType(EntityHandle modifier, EntityHandle unmodifiedType, bool isRequired) => unmodifiedType;

    public EntityHandle GetPinnedType(EntityHandle elementType) => elementType;

    public EntityHandle GetPointerType(EntityHandle elementType) => elementType;

    public EntityHandle GetPrimitiveType(PrimitiveTypeCode typeCode) => default;

    public EntityHandle GetSZArrayType(EntityHandle elementType) => elementType;

    private EntityHandle Note(EntityHandle type)
    {
        Found.Add(type);
        return type;
    }
}
