using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;

namespace IpBlock.PowerShell;

/// <summary>
/// Finds the engine's Newtonsoft.Json in the module's own folder where PowerShell has an older one: PowerShell 7.0 and 7.1 bring version 12. Ours is then loaded
/// beside it, and the session keeps its own.
/// </summary>
public sealed class ModuleAssemblies : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string Json = "Newtonsoft.Json";
    private static readonly string Folder = Path.GetDirectoryName(typeof(ModuleAssemblies).Assembly.Location) ?? "";

    // .NET asks the load context before AppDomain.AssemblyResolve, where the handler of Assembly.LoadFrom would try ours in place of the older one, and fail. netstandard2.0 has no name for it.
    private static readonly Type? LoadContext = Type.GetType("System.Runtime.Loader.AssemblyLoadContext, System.Runtime.Loader", throwOnError: false);
    private static readonly EventInfo? Resolving = LoadContext?.GetEvent("Resolving");
    private static readonly Delegate? Handler = Resolving is null
        ? null
        : Delegate.CreateDelegate(Resolving.EventHandlerType!, typeof(ModuleAssemblies).GetMethod(nameof(Resolve), BindingFlags.Static | BindingFlags.NonPublic)!);

    private static object? DefaultContext => LoadContext?.GetProperty("Default")?.GetValue(null);

    /// <summary>Called by PowerShell when the module is imported.</summary>
    public void OnImport()
    {
        if (Resolving is not null)
            Resolving.AddEventHandler(DefaultContext, Handler);
        else
            AppDomain.CurrentDomain.AssemblyResolve += ResolveOnFramework;
        OutputMembers.Register();
    }

    /// <summary>Called by PowerShell when the module is removed.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Resolving is not null)
            Resolving.RemoveEventHandler(DefaultContext, Handler);
        else
            AppDomain.CurrentDomain.AssemblyResolve -= ResolveOnFramework;
    }

    /// <summary>The module's file for an assembly that was not found otherwise; null for all but Newtonsoft.Json in no later a version than ours.</summary>
    internal static string? FileFor(AssemblyName wanted)
    {
        if (!string.Equals(wanted.Name, Json, StringComparison.OrdinalIgnoreCase))
            return null;
        var path = Path.Combine(Folder, Json + ".dll");
        return File.Exists(path) && wanted.Version <= AssemblyName.GetAssemblyName(path).Version ? path : null;
    }

    // LoadFile, because it alone loads a second version beside the first. The same file comes back as the same assembly.
    private static Assembly? Resolve(object? context, AssemblyName wanted) => FileFor(wanted) is { } path ? Assembly.LoadFile(path) : null;

    private static Assembly? ResolveOnFramework(object? sender, ResolveEventArgs wanted) => Resolve(sender, new AssemblyName(wanted.Name));
}
