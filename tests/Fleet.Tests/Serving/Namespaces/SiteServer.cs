using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Servers;

namespace IpBlock.Fleet.Tests.Serving.Namespaces;

/// <summary>
/// A machine with a network of its own in which <c>ipblock serve</c> runs. Its mail server asks over a Unix socket, which works also when the network does not.
/// </summary>
internal sealed class SiteServer(Site site, int number) : IAsyncDisposable
{
    private RealProcess? _process;

    public string Name { get; } = $"mx{number}";

    public string Namespace { get; } = $"ipbf{number}";

    public string Address { get; } = $"203.0.113.{10 + number}";

    public Machine Machine { get; } = site.Fleet.Machine();

    public string Output => _process?.Output ?? "";

    private string Socket => Machine.FileOf("policy");

    /// <summary>Joins the fleet and serves.</summary>
    public async Task StartAsync()
    {
        Machine.Text = $$"""{ "service": { "policyListen": [ "unix:{{Socket}}" ], "milterListen": [], "metricsListen": [] }, "dns": { "servers": [ "127.0.0.1:9" ] } }""";
        var (code, output) = await RunAsync("fleet", "join", await site.InviteAsync(), "--name", Name);
        if (code != 0)
            throw new InvalidOperationException(output);
        await ServeAsync();
    }

    /// <summary>Starts the service, with another clock if one is said (<c>+1h</c>, in the words of libfaketime).</summary>
    public async Task ServeAsync(string? clock = null)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = Machine.SettingsPath };
        if (clock is not null)
        {
            environment["LD_PRELOAD"] = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
            (environment["FAKETIME"], environment["FAKETIME_DONT_FAKE_MONOTONIC"]) = (clock, "1");
        }

        _process = await RealProcess.StartAsync("ip", ["netns", "exec", Namespace, "dotnet", RunningServer.Program, "serve"], _ => AcceptsAsync(), environment: environment, limit: TimeSpan.FromHours(1));
    }

    public Task<(int ExitCode, string Output)> RunAsync(params string[] words) =>
        RealProcess.RunAsync("ip", ["netns", "exec", Namespace, "dotnet", RunningServer.Program, .. words, "--settings", Machine.SettingsPath]);

    public Task<PolicyClient> PostfixAsync() => PolicyClient.ConnectAsync(new UnixDomainSocketEndPoint(Socket));

    public async Task<string> AskAsync(string client)
    {
        using var postfix = await PostfixAsync();
        return await postfix.AskAsync(PolicyClient.Request(client)) ?? throw new IOException("the service has closed the connection");
    }

    /// <summary>Takes its network away, or gives it back.</summary>
    public Task ConnectedAsync(bool connected) => Site.MustAsync("ip", "link", "set", Namespace, connected ? "up" : "down");

    public async Task StopAsync()
    {
        if (_process is { } process)
            await process.DisposeAsync();
        _process = null;
    }

    public ValueTask DisposeAsync() => new(StopAsync());

    private async Task<bool> AcceptsAsync()
    {
        try
        {
            (await PostfixAsync()).Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
