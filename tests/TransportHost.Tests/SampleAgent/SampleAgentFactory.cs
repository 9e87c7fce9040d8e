using System;
using System.Collections.Concurrent;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;
using Newtonsoft.Json.Linq;

namespace IpBlock.SampleAgent;

/// <summary>Makes agents that do what addresses tell them to, and writes down what happened.</summary>
public sealed class SampleAgentFactory : SmtpReceiveAgentFactory
{
    /// <summary>The events, in order.</summary>
    public ConcurrentQueue<string> Events { get; } = new();

    /// <summary>Completions that somebody else is to call.</summary>
    public ConcurrentQueue<Action> Held { get; } = new();

    /// <summary>Proof that Newtonsoft.Json runs here.</summary>
    public string Json { get; } = (string)JObject.Parse("{\"loaded\":\"yes\"}")["loaded"];

    public override SmtpReceiveAgent CreateAgent(SmtpServer server)
    {
        Events.Enqueue("CreateAgent " + server.Name);
        return new SampleAgent(this);
    }

    public override void Close() => Events.Enqueue("Close");
}

/// <summary>What keeps the Transport service from starting.</summary>
public sealed class BrokenFactory : SmtpReceiveAgentFactory
{
    public BrokenFactory() => throw new InvalidOperationException("settings are missing");

    public override SmtpReceiveAgent CreateAgent(SmtpServer server) => throw new NotSupportedException();
}

/// <summary>A factory whose agents cannot be made.</summary>
public sealed class BarrenFactory : SmtpReceiveAgentFactory
{
    public override SmtpReceiveAgent CreateAgent(SmtpServer server) => throw new InvalidOperationException("no agent");
}
