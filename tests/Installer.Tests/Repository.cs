using System.IO;
using System.Linq;
using System.Reflection;
using IpBlock.Testing.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(PowerShellSessions))]

namespace IpBlock.Installer.Tests;

/// <summary>Where the sources and what was built of them are.</summary>
internal static class Repository
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = Metadata("Repository");

    /// <summary>What the build makes of the agent.</summary>
    public static string AgentFolder { get; } = Metadata("AgentFolder");

    /// <summary>The program that stands in for powershell.exe under wine, with all it needs.</summary>
    public static string RecordingPowerShell { get; } = Metadata("RecordingPowerShell");

    /// <summary>The small SMTP server that loads the agent as Exchange does.</summary>
    public static string TransportHost { get; } = Metadata("TransportHost");

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Metadata(string key) =>
        Path.GetFullPath(typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!);
}
