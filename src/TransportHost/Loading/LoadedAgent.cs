using System;
using System.IO;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Loading;

/// <summary>The shipped agent: one factory for the life of the server, one agent a connection.</summary>
public sealed class LoadedAgent
{
    private readonly string _name;

    private LoadedAgent(SmtpReceiveAgentFactory factory, string name)
    {
        Factory = factory;
        _name = name;
    }

    /// <summary>The factory, made by the agent's own code.</summary>
    public SmtpReceiveAgentFactory Factory { get; }

    /// <summary>Loads an agent's assembly into a context of its own and makes its factory.</summary>
    /// <param name="assembly">Path of the dll; what it refers to is looked for in the same folder first.</param>
    /// <param name="factory">Full name of the factory's type.</param>
    /// <exception cref="AgentLoadException">There is no such file or type, or the factory threw.</exception>
    public static LoadedAgent Load(string assembly, string factory)
    {
        var path = Path.GetFullPath(assembly);
        try
        {
            var type = new AgentLoadContext(Path.GetDirectoryName(path)!).LoadFromAssemblyPath(path).GetType(factory, throwOnError: true)!;
            var made = Activator.CreateInstance(type) as SmtpReceiveAgentFactory
                ?? throw new AgentLoadException($"{factory} in {path} is not a SmtpReceiveAgentFactory.", null);
            return new LoadedAgent(made, Path.GetFileNameWithoutExtension(path));
        }
        catch (Exception exception) when (exception is not AgentLoadException)
        {
            throw new AgentLoadException($"The agent {factory} of {path} cannot be loaded: {exception.GetBaseException().Message}", exception);
        }
    }

    /// <summary>An agent for one connection.</summary>
    public SmtpReceiveAgent Create(SmtpServer server)
    {
        var agent = Factory.CreateAgent(server);
        agent.Name = _name;
        return agent;
    }
}

/// <summary>An agent that cannot be used; the message names the file and the reason.</summary>
public sealed class AgentLoadException(string message, Exception? inner) : Exception(message, inner);
