using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using IpBlock.TransportHost.Smtp;

namespace IpBlock.Agent.Tests;

/// <summary>An agent and its engine, with settings, log and name server of their own, and a session with a client.</summary>
internal sealed class AgentUnderTest : INoticeSink, IAsyncDisposable
{
    public static readonly IPAddress Client = IPAddress.Parse("198.51.100.10"), Gateway = IPAddress.Parse("203.0.113.1");

    private readonly ScratchFolder _folder = new();
    private readonly ConcurrentQueue<Notice> _notices = new();

    /// <param name="settings">The settings; {dns} is the name server.</param>
    /// <param name="fromGateway">Whether the client's mail comes by way of a server of the organization.</param>
    public AgentUnderTest(string settings, bool fromGateway = false)
    {
        var dns = $"\"dns\": {{ \"servers\": [ \"127.0.0.1:{Dns.Port}\" ] }}";
        var path = _folder.Write("ipblock.json", settings.Replace("{dns}", dns, StringComparison.Ordinal));
        Engine = new FilterEngine(path, Clock.System, this, Decided.Enqueue);
        if (Engine.SettingsErrors.Count > 0)
            throw new FormatException(string.Join('\n', Engine.SettingsErrors));
        Session = new HostSession(7, new IPEndPoint(IPAddress.Loopback, 25), new IPEndPoint(fromGateway ? Gateway : Client, 4000), isExternal: !fromGateway)
        {
            LastExternalIPAddress = Client,
        };
        Agent = new IpBlockAgent(Engine, this);
    }

    public ScriptedDnsServer Dns { get; } = ScriptedDnsServer.Start();

    public FilterEngine Engine { get; }

    public IpBlockAgent Agent { get; }

    public HostSession Session { get; }

    public ConcurrentQueue<Decision> Decided { get; } = new();

    /// <summary>The notices of the doors.</summary>
    public IReadOnlyList<Notice> Told => [.. _notices.Where(static notice => notice.Id is >= 400 and < 420)];

    /// <summary>The actions in the decision log, after the engine's end.</summary>
    public IReadOnlyList<string> Logged()
    {
        Engine.Dispose();
        return [.. Directory.EnumerateFiles(Path.Combine(_folder.Path, "log"), "*.log").SelectMany(File.ReadLines)
            .Where(static line => line[0] != '#').Select(static line => line.Split(',')[5])];
    }

    void INoticeSink.Write(Notice notice) => _notices.Enqueue(notice);

    public async ValueTask DisposeAsync()
    {
        Engine.Dispose();
        await Dns.DisposeAsync();
        _folder.Dispose();
    }
}
