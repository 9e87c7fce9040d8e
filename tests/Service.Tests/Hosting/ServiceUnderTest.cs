using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Hosting;
using IpBlock.Settings;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using IpBlock.Time;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>The service in this process, on free ports, with settings, log and name server of its own.</summary>
public sealed class ServiceUnderTest : IAsyncDisposable, INoticeSink
{
    private readonly ConcurrentQueue<Notice> _notices = new();
    private ServiceHost? _host;

    private ServiceUnderTest(string settings)
    {
        SettingsPath = Folder.Write("ipblock.json", Fill(settings));
    }

    public ScratchFolder Folder { get; } = new();

    public ScriptedDnsServer Dns { get; } = ScriptedDnsServer.Start();

    public string SettingsPath { get; }

    public string SocketPath => Path.Combine(Folder.Path, "policy.sock");

    public IReadOnlyList<Notice> Notices => [.. _notices];

    public EndPoint Policy => At("policy");

    public IPEndPoint Metrics => (IPEndPoint)At("metrics");

    internal ServiceHost Host => _host!;

    /// <summary>Starts it. In the settings {dns} is the name server, {service} the usual ports, all free ones, and {socket} a path for a socket.</summary>
    public static async Task<ServiceUnderTest> StartAsync(string settings, Clock? clock = null)
    {
        var service = new ServiceUnderTest(settings);

        // Bad settings would have it listen at its usual places, which are not for tests.
        if (SettingsFile.Load(service.SettingsPath) is { Settings: null } bad)
            throw new FormatException(string.Join('\n', bad.Errors));
        service._host = await ServiceHost.StartAsync(service.SettingsPath, clock ?? Clock.System, service);
        return service;
    }

    /// <summary>Replaces the settings and has them looked at.</summary>
    public void Change(string settings)
    {
        Folder.Write("ipblock.json", Fill(settings));
        Host.Engine.Reload();
    }

    public Task<PolicyClient> ConnectAsync() => PolicyClient.ConnectAsync(Policy);

    /// <summary>Ends the service, and leaves its log.</summary>
    public async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _host = null;
    }

    /// <summary>The lines of the decision log, fields by name. Only after <see cref="StopAsync"/> it is complete.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Decisions()
    {
        var lines = Directory.EnumerateFiles(Path.Combine(Folder.Path, "log"), "*.log").SelectMany(File.ReadLines).ToList();
        var names = lines.First(line => line.StartsWith("#Fields: ", StringComparison.Ordinal))["#Fields: ".Length..].Split(',');
        return [.. lines.Where(line => line[0] != '#').Select(line => names.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second.Trim('"'), StringComparer.Ordinal))];
    }

    public void Write(Notice notice) => _notices.Enqueue(notice);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Dns.DisposeAsync();
        Folder.Dispose();
    }

    private EndPoint At(string door) => Host.EndPoints.First(one => string.Equals(one.Door, door, StringComparison.Ordinal)).EndPoint;

    private string Fill(string settings) => settings
        .Replace("{dns}", $"\"servers\": [\"{Dns.EndPoint}\"]", StringComparison.Ordinal)
        .Replace("{service}", "\"policyListen\": [\"127.0.0.1:0\"], \"metricsListen\": [\"127.0.0.1:0\"], \"milterListen\": []", StringComparison.Ordinal)
        .Replace("{socket}", SocketPath, StringComparison.Ordinal);
}
