using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;

namespace IpBlock.PowerShell;

/// <summary>
/// Finds the module's own assemblies in the module's own folder. PowerShell 7 carries a Newtonsoft.Json of its own, in 7.0 and 7.1 an older one than the engine was built with;
/// that one is then loaded beside it, for the engine alone, and nobody else's module sees it.
/// </summary>
public sealed class ModuleAssemblies : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string Engine = "IpBlock.Common";
    private static readonly string Folder = Path.GetDirectoryName(typeof(ModuleAssemblies).Assembly.Location) ?? "";

    /// <summary>Called by PowerShell when the module is imported.</summary>
    public void OnImport() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    /// <summary>Called by PowerShell when the module is removed.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    /// <summary>The file of the module's folder that holds an assembly which the module or its engine asks for; null for anybody else's.</summary>
    internal static string? FileFor(AssemblyName wanted, Assembly? requesting)
    {
        var asker = requesting?.GetName().Name;
        if (asker is not (null or Engine or "IpBlock.PowerShell") || wanted.Name is not (Engine or "Newtonsoft.Json"))
            return null;
        var path = Path.Combine(Folder, wanted.Name + ".dll");
        return File.Exists(path) && wanted.Version <= AssemblyName.GetAssemblyName(path).Version ? path : null;
    }

    // LoadFile, because LoadFrom refuses a second version of an assembly that .NET has loaded already.
    private static Assembly? Resolve(object? sender, ResolveEventArgs wanted)
    {
        var name = new AssemblyName(wanted.Name);
        return FileFor(name, wanted.RequestingAssembly) is { } path ? Loaded(name) ?? Assembly.LoadFile(path) : null;
    }

    private static Assembly? Loaded(AssemblyName wanted)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (string.Equals(assembly.FullName, wanted.FullName, StringComparison.Ordinal))
                return assembly;
        }

        return null;
    }
}
