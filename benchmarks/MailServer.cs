using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Benchmarks;

/// <summary>A Postfix with one way to ask block lists, and the service beside it if that way is ours.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const int Lists = 5;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ipblock-front");
    private Postfix? _postfix;
    private RealProcess? _service;

    private MailServer(string name) => Name = name;

    public string Name { get; }

    /// <summary>False when it serves everybody.</summary>
    public bool Checks { get; private init; } = true;

    public IPEndPoint EndPoint => _postfix!.Proxied;

    /// <summary>Resident bytes of the service; 0 when there is none.</summary>
    public long ServiceMemory
    {
        get
        {
            if (_service is null)
                return 0;
            using var process = Process.GetProcessById(_service.Id);
            return process.WorkingSet64;
        }
    }

    public static Task<MailServer> WithoutCheckAsync(IPAddress resolver) => StartAsync(new MailServer("no check") { Checks = false }, resolver, null);

    public static Task<MailServer> WithRejectRblClientAsync(IPAddress resolver) => StartAsync(
        new MailServer("5 reject_rbl_client"), resolver,
        "smtpd_recipient_restrictions = " + string.Join(", ", Enumerable.Range(0, Lists).Select(static i => $"reject_rbl_client bl{i}.example")));

    public static async Task<MailServer> WithPolicyServiceAsync(IPAddress resolver)
    {
        var server = new MailServer("ipblock, policy");
        var port = await server.StartServiceAsync(resolver, static port => $"\"policyListen\": [ \"127.0.0.1:{port}\" ], \"milterListen\": []");
        return await StartAsync(server, resolver, $"smtpd_recipient_restrictions = check_policy_service {{ inet:127.0.0.1:{port}, timeout=10s, default_action=DUNNO }}");
    }

    public static async Task<MailServer> WithMilterAsync(IPAddress resolver)
    {
        var server = new MailServer("ipblock, milter");
        var port = await server.StartServiceAsync(resolver, static port => $"\"policyListen\": [], \"milterListen\": [ \"inet:{port}@127.0.0.1\" ]");
        return await StartAsync(server, resolver, $"smtpd_milters = {{ inet:127.0.0.1:{port}, default_action=accept, command_timeout=10s }}");
    }

    /// <summary>Over a socket in the file system, which takes the kernel less than one on loopback.</summary>
    public static async Task<MailServer> WithMilterInAFileAsync(IPAddress resolver)
    {
        var server = new MailServer("ipblock, milter, file");
        var file = Path.Combine(server._folder.FullName, "milter.sock");
        // Postfix's own user must find it. The port only tells when the service is up.
        File.SetUnixFileMode(server._folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        await server.StartServiceAsync(resolver, port => $"\"policyListen\": [ \"127.0.0.1:{port}\" ], \"milterListen\": [ \"local:{file}\" ]");
        return await StartAsync(server, resolver, $"smtpd_milters = {{ unix:{file}, default_action=accept, command_timeout=10s }}");
    }

    /// <summary>What Postfix with all its processes, and the service, have had of the processor so far.</summary>
    public TimeSpan ProcessorTime()
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(static name => char.IsAsciiDigit(name[6])))
        {
            if (Read(Path.Combine(folder, "stat")) is not { } fields)
                continue;
            var id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
            var isMaster = id == _postfix!.Id;
            if (isMaster || id == _service?.Id || Number(fields[1]) == _postfix.Id)
                ticks += Number(fields[11]) + Number(fields[12]);
            if (isMaster)
                ticks += Number(fields[13]) + Number(fields[14]);
        }

        return TimeSpan.FromMilliseconds(ticks * 10);
    }

    public async ValueTask DisposeAsync()
    {
        if (_postfix is not null)
            await _postfix.DisposeAsync();
        if (_service is not null)
            await _service.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<MailServer> StartAsync(MailServer server, IPAddress resolver, string? check)
    {
        // in_flow_delay would let each session wait for a second, because messages are begun here and none is delivered.
        string[] settings = ["in_flow_delay = 0", .. check is null ? Array.Empty<string>() : [check]];
        server._postfix = await Postfix.StartAsync(server._folder.CreateSubdirectory("mail").FullName, resolver, settings);
        return server;
    }

    private async Task<int> StartServiceAsync(IPAddress resolver, Func<int, string> listen)
    {
        var port = Free.Port();
        var settings = Path.Combine(_folder.FullName, "ipblock.json");
        await File.WriteAllTextAsync(settings,
            "{ \"blockProviders\": [" + string.Join(',', Enumerable.Range(0, Lists).Select(static i => $"{{ \"name\": \"bl{i}\", \"lookupDomain\": \"bl{i}.example\", \"anyMatch\": true }}"))
            + $"], \"exceptions\": {{ \"exemptPrivateNetworks\": false }}, \"dns\": {{ \"servers\": [ \"{resolver}\" ] }}, \"service\": {{ {listen(port)}, \"metricsListen\": [] }} }}");
        _service = await RealProcess.StartAsync(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "ipblock.dll"), "serve"],
            _ => Probe.AcceptsAsync(new IPEndPoint(IPAddress.Loopback, port)),
            environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = settings });
        return port;
    }

    // Behind the name in brackets: state, parent, …; user and system time are the 12th and 13th, those of ended children the next two.
    private static string[]? Read(string stat)
    {
        try
        {
            var text = File.ReadAllText(stat);
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // it has just ended
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
