using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace IpBlock.TransportHost.Loading;

/// <summary>What is in the agent's folder comes from there, as in Exchange; three assemblies come from the host.</summary>
internal sealed class AgentLoadContext(string folder) : AssemblyLoadContext("agent")
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return IsFromHost(assemblyName.Name) || !File.Exists(path) ? null : LoadFromAssemblyPath(path);
    }

    // Exchange brings its own SDK. The net45 build of Newtonsoft.Json asks .NET 10 for System.Security.Permissions, which it has not.
    private static bool IsFromHost(string? name) => name is "Microsoft.Exchange.Data.Transport" or "Microsoft.Exchange.Data.Common" or "Newtonsoft.Json";
}
