using System;
using System.Collections.Generic;
using System.Net;
using IpBlock.TransportHost.Smtp;

namespace IpBlock.TransportHost.Server;

/// <summary>What an evaluation server is started with.</summary>
public sealed class EvaluationOptions
{
    /// <summary>Path of the agent's dll.</summary>
    public required string AgentPath { get; init; }

    /// <summary>Full name of the factory's type in it.</summary>
    public required string FactoryType { get; init; }

    /// <summary>Where to listen; port 0 takes a free one.</summary>
    public IList<IPEndPoint> Listen { get; init; } = [];

    /// <summary>Where to listen for proxies on this machine, which tell the client's address with the PROXY protocol.</summary>
    public IList<IPEndPoint> Proxy { get; init; } = [];

    /// <summary>Folder for accepted mail; without one it is accepted and dropped.</summary>
    public string? MailFolder { get; init; }

    /// <summary>Servers of the organization: a client among them is not external.</summary>
    public IList<IPNetwork> Internal { get; init; } = [];

    /// <summary>Connections at a time, 2000 unless set; one more is answered 421.</summary>
    public int MaxConnections { get; init; } = 2000;

    /// <summary>Silence after which a client is answered 421: five minutes unless set (RFC 5321 §4.5.3.2.7).</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Limits, name and user of the conversations. Its <see cref="SmtpSettings.IsInternal"/> is set from <see cref="Internal"/>.</summary>
    public SmtpSettings Smtp { get; init; } = new();
}
