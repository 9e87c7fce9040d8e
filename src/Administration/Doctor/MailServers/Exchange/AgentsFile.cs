using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace IpBlock.Administration.Doctor.MailServers.Exchange;

/// <summary>
/// The transport agents of one of Exchange's services, in their order: agents.config (hub, Edge) or fetagents.config (front end). Reading it is the documented way to look at an
/// installation; only Exchange writes it.
/// </summary>
internal sealed class AgentsFile
{
    private AgentsFile(string path, IReadOnlyList<TransportAgent> agents) => (Path, Agents) = (path, agents);

    public string Path { get; }

    /// <summary>The first is asked first.</summary>
    public IReadOnlyList<TransportAgent> Agents { get; }

    /// <summary>Reads it; null when it is not there.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static AgentsFile? Read(string exchange, string name)
    {
        // The administrators' documents name the one folder, the developers' the other.
        var path = new[] { "Shared", "Agents" }.Select(folder => System.IO.Path.Combine(exchange, "TransportRoles", folder, name)).FirstOrDefault(File.Exists);
        if (path is null)
            return null;
        using var stream = File.OpenRead(path);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return new AgentsFile(path, [.. XDocument.Load(reader).Descendants("agent").Select(static agent => new TransportAgent(
            Text(agent, "name"), Text(agent, "classFactory"), Text(agent, "assemblyPath"), string.Equals(Text(agent, "enabled"), "true", StringComparison.OrdinalIgnoreCase)))]);
    }

    private static string Text(XElement agent, string attribute) => (string?)agent.Attribute(attribute) ?? "";
}

/// <summary>One transport agent.</summary>
internal sealed record TransportAgent(string Name, string Factory, string AssemblyPath, bool Enabled)
{
    public bool IsOurs => string.Equals(Factory, "IpBlock.Agent.IpBlockAgentFactory", StringComparison.Ordinal);
}
