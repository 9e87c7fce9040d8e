using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Reflection;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Servers;

namespace IpBlock.Fleet.Tests.Serving;

/// <summary>A server as it is in real life: a process of <c>ipblock serve</c>, asked over Postfix's protocol.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly IPEndPoint _policy;
    private RealProcess? _process;

    private RunningServer(Machine machine, IPEndPoint policy) => (Machine, _policy) = (machine, policy);

    public Machine Machine { get; }

    public string Output => _process?.Output ?? "";

    public static string Program { get; } =
        typeof(RunningServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static pair => pair.Key == "ServicePath").Value!;

    /// <summary>Settings with which a server listens at a free port and asks no name server.</summary>
    public static (string Settings, IPEndPoint Policy) Own(string more = "", IPEndPoint? nameServer = null)
    {
        var policy = new IPEndPoint(IPAddress.Loopback, Free.Port());
        return ($$"""{ "service": { "policyListen": [ "{{policy}}" ], "milterListen": [], "metricsListen": [] }, "dns": { "servers": [ "{{nameServer?.ToString() ?? $"127.0.0.1:{Free.Port()}"}}" ] }{{more}} }""", policy);
    }

    /// <summary>Joins the fleet by the command line, and serves.</summary>
    public static async Task<RunningServer> StartAsync(TestFleet fleet, string name, string? group = null, IPEndPoint? nameServer = null)
    {
        var (settings, policy) = Own(nameServer: nameServer);
        var server = new RunningServer(fleet.Machine(settings), policy);
        var (code, output) = await server.RunAsync("fleet", "join", await fleet.InviteAsync(group: group), "--name", name);
        if (code != 0)
            throw new InvalidOperationException(output);
        await server.ServeAsync();
        return server;
    }

    /// <summary>Serves and belongs to no fleet.</summary>
    public static async Task<RunningServer> StartAloneAsync(TestFleet fleet, string more, IPEndPoint nameServer)
    {
        var (settings, policy) = Own(more, nameServer);
        var server = new RunningServer(fleet.Machine(settings), policy);
        await server.ServeAsync();
        return server;
    }

    public async Task ServeAsync() => _process = await RealProcess.StartAsync(
        "dotnet", [Program, "serve"], _ => Probe.AcceptsAsync(_policy), environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = Machine.SettingsPath });

    /// <summary>Runs a command on this server.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(params string[] words) => RealProcess.RunAsync("dotnet", [Program, .. words, "--settings", Machine.SettingsPath]);

    public async Task StopAsync()
    {
        if (_process is { } process)
            await process.DisposeAsync();
        _process = null;
    }

    /// <summary>The answer to Postfix about a client, on a connection of its own.</summary>
    public async Task<string> AskAsync(string client)
    {
        using var postfix = await PostfixAsync();
        return await postfix.AskAsync(PolicyClient.Request(client)) ?? throw new IOException("the service has closed the connection");
    }

    /// <summary>A connection that stays, as a process of Postfix has one.</summary>
    public Task<PolicyClient> PostfixAsync() => PolicyClient.ConnectAsync(_policy);

    public async ValueTask DisposeAsync() => await StopAsync();
}
