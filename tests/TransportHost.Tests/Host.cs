using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.TransportHost.Server;
using IpBlock.TransportHost.Smtp;

namespace IpBlock.TransportHost;

/// <summary>A running server with the sample agent, a folder for its mail and what it logged.</summary>
internal sealed class Host : IAsyncDisposable
{
    private readonly EvaluationServer _server;

    private Host(EvaluationServer server, string folder, ConcurrentQueue<string> log)
    {
        _server = server;
        Folder = folder;
        Log = log;
    }

    public static string AgentPath { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../../SampleAgent/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net472", "IpBlock.SampleAgent.dll"));

    public string Folder { get; }

    public ConcurrentQueue<string> Log { get; }

    public EvaluationServer Server => _server;

    public IPEndPoint Plain => _server.EndPoints[0];

    public IPEndPoint Proxied => _server.ProxyEndPoints[0];

    public IReadOnlyCollection<string> Events => Of<ConcurrentQueue<string>>("Events");

    public ConcurrentQueue<Action> Held => Of<ConcurrentQueue<Action>>("Held");

    public string Json => Of<string>("Json");

    public static Task<Host> Start() => Start(new SmtpSettings());

    public static async Task<Host> Start(
        SmtpSettings smtp, string factory = "SampleAgentFactory", int connections = 2000, TimeSpan? idle = null, params string[] @internal)
    {
        var folder = Directory.CreateTempSubdirectory("ipblock-host-").FullName;
        var log = new ConcurrentQueue<string>();
        smtp.Log = log.Enqueue;
        var server = await EvaluationServer.StartAsync(new EvaluationOptions
        {
            AgentPath = AgentPath,
            FactoryType = "IpBlock.SampleAgent." + factory,
            Listen = [new IPEndPoint(IPAddress.Loopback, 0)],
            Proxy = [new IPEndPoint(IPAddress.Loopback, 0)],
            MailFolder = folder,
            Internal = @internal.Select(IPNetwork.Parse).ToList(),
            MaxConnections = connections,
            IdleTimeout = idle ?? TimeSpan.FromMinutes(5),
            Smtp = smtp,
        });
        return new Host(server, folder, log);
    }

    /// <summary>The events when the last is there: an agent hears of the end after its client.</summary>
    public async Task<string[]> EventsUpTo(string last)
    {
        for (var tries = 0; tries < 3000 && !Events.Any(e => e.StartsWith(last)); tries++)
            await Task.Delay(10);
        return Events.Skip(1).ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private T Of<T>(string property) => (T)_server.Factory.GetType().GetProperty(property)!.GetValue(_server.Factory)!;
}
