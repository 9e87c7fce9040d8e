using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace IpBlock.Agent.Tests;

/// <summary>All assemblies that a process could find, by identity, read as files and never loaded.</summary>
internal sealed class MetadataWorld : IDisposable
{
    private readonly List<PEReader> _open = [];
    private readonly Dictionary<string, MetadataReader> _assemblies = new(StringComparer.Ordinal);

    public MetadataWorld(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (Open(path) is { IsAssembly: true } reader)
                _assemblies.TryAdd(Identity(reader.GetAssemblyDefinition().GetAssemblyName()), reader);
        }
    }

    public IEnumerable<string> ReferencesOf(string path)
    {
        var reader = Open(path)!;
        return reader.AssemblyReferences.Select(handle => Identity(reader.GetAssemblyReference(handle).GetAssemblyName()));
    }

    public IReadOnlyList<string> UnresolvedAssemblies(string path) => [.. ReferencesOf(path).Where(name => !_assemblies.ContainsKey(name))];

    public IReadOnlyList<string> UnresolvedMembers(string path)
    {
        var reader = Open(path)!;
        var missing = new List<string>();
        foreach (var handle in reader.TypeReferences)
        {
            if (NameOf(reader, handle) is var (assembly, type) && Find(assembly, type) is null)
                missing.Add($"{type} of {assembly}");
        }

        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference || NameOf(reader, (TypeReferenceHandle)member.Parent) is not var (assembly, type))
                continue;
            var name = reader.GetString(member.Name);
            if (Find(assembly, type) is var (owner, definition) && !HasMember(owner, definition, name))
                missing.Add($"{type}.{name} of {assembly}");
        }

        return missing;
    }

    public void Dispose() => _open.ForEach(file => file.Dispose());

    private MetadataReader? Open(string path)
    {
        var file = new PEReader(new MemoryStream(File.ReadAllBytes(path)));
        _open.Add(file);
        return file.HasMetadata ? file.GetMetadataReader() : null;
    }

    private static string Identity(AssemblyName name)
    {
        var token = name.GetPublicKeyToken();
        return $"{name.Name}, Version={name.Version}, Culture=neutral, PublicKeyToken={(token is { Length: > 0 } ? Convert.ToHexString(token).ToLowerInvariant() : "null")}";
    }

    private static (string Assembly, string Type)? NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
            return NameOf(reader, (TypeReferenceHandle)type.ResolutionScope) is var (assembly, outer) ? (assembly, outer + "+" + name) : null;
        if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
            return null;
        var scope = reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
        return (Identity(scope.GetAssemblyName()), reader.GetString(type.Namespace) + "." + name);
    }

    // Follows type forwarders, as the facades of the .NET Framework are made of nothing else.
    private (MetadataReader Reader, TypeDefinition Type)? Find(string assembly, string type)
    {
        if (!_assemblies.TryGetValue(assembly, out var reader))
            return null;
        foreach (var handle in reader.TypeDefinitions)
        {
            if (string.Equals(FullName(reader, handle), type, StringComparison.Ordinal))
                return (reader, reader.GetTypeDefinition(handle));
        }

        foreach (var handle in reader.ExportedTypes)
        {
            var exported = reader.GetExportedType(handle);
            if (exported.Implementation.Kind == HandleKind.AssemblyReference
                && string.Equals(reader.GetString(exported.Namespace) + "." + reader.GetString(exported.Name), type, StringComparison.Ordinal))
            {
                return Find(Identity(reader.GetAssemblyReference((AssemblyReferenceHandle)exported.Implementation).GetAssemblyName()), type);
            }
        }

        return null;
    }

    private static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var outer = type.GetDeclaringType();
        return outer.IsNil ? reader.GetString(type.Namespace) + "." + reader.GetString(type.Name) : FullName(reader, outer) + "+" + reader.GetString(type.Name);
    }

    // By name: overloads are told apart by the compiler, which saw the same files.
    private static bool HasMember(MetadataReader reader, TypeDefinition type, string name) =>
        type.GetMethods().Any(handle => reader.StringComparer.Equals(reader.GetMethodDefinition(handle).Name, name))
        || type.GetFields().Any(handle => reader.StringComparer.Equals(reader.GetFieldDefinition(handle).Name, name));
}
