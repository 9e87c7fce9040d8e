using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Reflection;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Fleet.Tests.Serving;

/// <summary>How the shipped agent is started in its host.</summary>
internal static class AgentHost
{
    /// <summary>The command, to be run with the settings file in <c>IPBLOCK_SETTINGS</c>.</summary>
    public static string[] Words(IPEndPoint smtp) =>
        ["dotnet", Built("HostPath"), "--agent", Built("AgentPath"), "--factory", "IpBlock.Agent.IpBlockAgentFactory", "--listen", smtp.ToString()];

    /// <summary>Starts it at a free port.</summary>
    public static Task<RealProcess> StartAsync(string settingsPath)
    {
        var smtp = new IPEndPoint(IPAddress.Loopback, Free.Port());
        var words = Words(smtp);
        return RealProcess.StartAsync(
            words[0], words[1..], _ => Probe.AcceptsAsync(smtp), environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = settingsPath });
    }

    private static string Built(string name)
    {
        var path = typeof(AgentHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => string.Equals(pair.Key, name, StringComparison.Ordinal)).Value!;
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is not there: build src/Agent and src/TransportHost first (docs/testing.md)");
    }
}
