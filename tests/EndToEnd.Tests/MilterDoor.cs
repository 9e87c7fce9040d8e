using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.EndToEnd;

/// <summary>A mail server that asks the milter, which runs in a process of its own as systemd would run it.</summary>
public abstract class MilterDoor : Door
{
    private RealProcess? _service;

    protected MilterDoor(string settings, IPEndPoint dns, string more = "")
        : base(settings, dns)
    {
        var text = File.ReadAllText(SettingsPath);
        var service = $"{{ \"service\": {{ \"policyListen\": [], \"milterListen\": [ \"inet:{Milter.Port}@{Milter.Address}\" ], \"metricsListen\": [], \"tagMessages\": true {more} }},";
        File.WriteAllText(SettingsPath, service + text[(text.IndexOf('{', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>Where the milter listens.</summary>
    protected IPEndPoint Milter { get; } = new(IPAddress.Loopback, Free.Port());

    public async Task StartServiceAsync() => _service = await RealProcess.StartAsync(
        "dotnet",
        [ServicePath, "serve"],
        _ => Probe.AcceptsAsync(Milter),
        environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = SettingsPath });

    /// <summary>Ends the service as if it had crashed.</summary>
    public async Task KillServiceAsync() => await _service!.DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await KillServiceAsync();
        await base.DisposeAsync();
    }
}
