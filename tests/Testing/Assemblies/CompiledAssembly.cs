using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace IpBlock.Testing.Assemblies;

/// <summary>
/// An assembly read as a file and never loaded: which of its types names which others, in base types, attributes, fields, signatures, local variables and instructions. What the compiler leaves
/// no trace of, such as a constant of another type, is not seen.
/// </summary>
public sealed class CompiledAssembly : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private readonly TypesNamed _named = new();

    /// <summary>Opens the file.</summary>
    public CompiledAssembly(string path)
    {
        _file = new PEReader(new MemoryStream(File.ReadAllBytes(path)));
        _reader = _file.GetMetadataReader();
        Name = _reader.GetString(_reader.GetAssemblyDefinition().Name);
    }

    /// <summary>Its simple name.</summary>
    public string Name { get; }

    /// <summary>The simple names of the assemblies it refers to.</summary>
    public IEnumerable<string> References => _reader.AssemblyReferences.Select(handle => _reader.GetString(_reader.GetAssemblyReference(handle).Name));

    /// <summary>The full names of its types, without those inside others.</summary>
    public IEnumerable<string> Types => _reader.TypeDefinitions.Where(handle => _reader.GetTypeDefinition(handle).GetDeclaringType().IsNil).Select(handle => NameOf(handle).Type);

    /// <summary>All that its types name, each once for a member. A type that names itself is not told.</summary>
    public IReadOnlyList<TypeUse> Uses()
    {
        var uses = new HashSet<TypeUse>();
        foreach (var handle in _reader.TypeDefinitions)
        {
            var user = NameOf(handle).Type;
            var inside = _reader.GetString(_reader.GetTypeDefinition(handle).Name);
            foreach (var (member, targets) in MembersOf(_reader.GetTypeDefinition(handle)))
            {
                foreach (var (target, assembly) in targets.Select(NameOf).Where(target => target.Type != user))
                    uses.Add(new TypeUse(user, user.EndsWith("." + inside, StringComparison.Ordinal) ? member : inside + "." + member, target, assembly));
            }
        }

        return [.. uses];
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private IEnumerable<(string Member, EntityHandle[] Targets)> MembersOf(TypeDefinition type)
    {
        yield return ("base type", Named(() =>
        {
            Note(type.BaseType);
            foreach (var handle in type.GetInterfaceImplementations())
                Note(_reader.GetInterfaceImplementation(handle).Interface);
            NoteConstraints(type.GetGenericParameters());
        }));
        yield return ("attribute", Named(() => NoteAttributes(type.GetCustomAttributes())));
        foreach (var field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            yield return (_reader.GetString(field.Name), Named(() =>
            {
                field.DecodeSignature(_named, null);
                NoteAttributes(field.GetCustomAttributes());
            }));
        }

        // Their accessors are methods, which tell of their types.
        foreach (var property in type.GetProperties().Select(_reader.GetPropertyDefinition))
            yield return (_reader.GetString(property.Name), Named(() => NoteAttributes(property.GetCustomAttributes())));
        foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition))
            yield return (_reader.GetString(method.Name), Named(() => NoteMethod(method)));
    }

    private void NoteMethod(MethodDefinition method)
    {
        method.DecodeSignature(_named, null);
        NoteAttributes(method.GetCustomAttributes());
        NoteConstraints(method.GetGenericParameters());
        foreach (var parameter in method.GetParameters())
            NoteAttributes(_reader.GetParameter(parameter).GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0)
            return;
        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_named, null);
        foreach (var region in body.ExceptionRegions)
            Note(region.CatchType);
        foreach (var token in Instructions.TokensOf(body))
            Note(token);
    }

    private void NoteConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (var constraint in parameters.SelectMany(handle => _reader.GetGenericParameter(handle).GetConstraints()))
            Note(_reader.GetGenericParameterConstraint(constraint).Type);
    }

    private void NoteAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
            Note(_reader.GetCustomAttribute(handle).Constructor);
    }

    private void Note(EntityHandle token)
    {
        if (token.IsNil)
            return;
        switch (token.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference:
                _named.Found.Add(token);
                break;
            case HandleKind.TypeSpecification:
                _reader.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(_named, null);
                break;
            case HandleKind.FieldDefinition:
                var field = _reader.GetFieldDefinition((FieldDefinitionHandle)token);
                _named.Found.Add(field.GetDeclaringType());
                field.DecodeSignature(_named, null);
                break;
            case HandleKind.MethodDefinition:
                var method = _reader.GetMethodDefinition((MethodDefinitionHandle)token);
                _named.Found.Add(method.GetDeclaringType());
                method.DecodeSignature(_named, null);
                break;
            case HandleKind.MemberReference:
                NoteMember(_reader.GetMemberReference((MemberReferenceHandle)token));
                break;
            case HandleKind.MethodSpecification:
                var made = _reader.GetMethodSpecification((MethodSpecificationHandle)token);
                made.DecodeSignature(_named, null);
                Note(made.Method);
                break;
            case HandleKind.StandaloneSignature:
                _reader.GetStandaloneSignature((StandaloneSignatureHandle)token).DecodeMethodSignature(_named, null);
                break;
            default:
                throw new InvalidDataException($"An instruction of {Name} names a {token.Kind}.");
        }
    }

    private void NoteMember(MemberReference member)
    {
        Note(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Field)
            member.DecodeFieldSignature(_named, null);
        else
            member.DecodeMethodSignature(_named, null);
    }

    private EntityHandle[] Named(Action note)
    {
        _named.Found.Clear();
        note();
        return [.. _named.Found];
    }

    private (string Type, string Assembly) NameOf(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeDefinition)
        {
            var type = _reader.GetTypeDefinition((TypeDefinitionHandle)handle);
            var outer = type.GetDeclaringType();
            return outer.IsNil ? (FullName(type.Namespace, type.Name), Name) : NameOf(outer);
        }

        var reference = _reader.GetTypeReference((TypeReferenceHandle)handle);
        return reference.ResolutionScope.Kind switch
        {
            HandleKind.TypeReference => NameOf(reference.ResolutionScope),
            HandleKind.AssemblyReference => (FullName(reference.Namespace, reference.Name),
                _reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name)),
            _ => (FullName(reference.Namespace, reference.Name), Name),
        };
    }

    private string FullName(StringHandle space, StringHandle name) => space.IsNil ? _reader.GetString(name) : _reader.GetString(space) + "." + _reader.GetString(name);
}
