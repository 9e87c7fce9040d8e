using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>
/// A real unbound, the recursive resolver beside many mail servers, on a free loopback port. It asks the servers given for their zones and
/// refuses every other name, so that no test ever asks the Internet.
/// </summary>
public sealed class Unbound : IAsyncDisposable
{
    private readonly ScratchFolder _folder;
    private readonly RealProcess _process;

    private Unbound(ScratchFolder folder, RealProcess process, IPEndPoint endPoint)
    {
        _folder = folder;
        _process = process;
        EndPoint = endPoint;
    }

    public IPEndPoint EndPoint { get; }

    public string Output => _process.Output;

    /// <summary>Starts it on 127.0.0.1 and returns when it answers.</summary>
    /// <param name="zones">Which server has which zone.</param>
    /// <param name="more">More lines for the <c>server:</c> part of its configuration.</param>
    public static async Task<Unbound> StartAsync(IReadOnlyDictionary<string, IPEndPoint> zones, params string[] more)
    {
        var folder = new ScratchFolder();
        try
        {
            var end = new IPEndPoint(IPAddress.Loopback, Free.Port());
            var file = folder.Write("unbound.conf", Configuration(end, folder.Path, zones, more));
            var process = await RealProcess.StartAsync("/usr/sbin/unbound", ["-d", "-c", file], _ => Probe.AnswersAsync(end, "ready.invalid"));
            return new Unbound(folder, process, end);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string Configuration(IPEndPoint end, string folder, IReadOnlyDictionary<string, IPEndPoint> zones, string[] more)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            server:
                interface: {end.Address}
                port: {end.Port}
                directory: "{folder}"
                pidfile: ""
                chroot: ""
                username: ""
                use-syslog: no
                do-daemonize: no
                do-ip6: no
                num-threads: 1
                module-config: "iterator"
                access-control: 127.0.0.0/8 allow
                do-not-query-localhost: no
                unblock-lan-zones: yes
                insecure-lan-zones: yes
                local-zone: "." refuse

            """);
        foreach (var line in zones.Keys.Select(zone => $"local-zone: \"{zone}\" transparent\n    domain-insecure: \"{zone}\"").Concat(more))
            text.Append("    ").Append(line).Append('\n');
        text.Append("remote-control:\n    control-enable: no\n");
        foreach (var (zone, server) in zones)
            text.Append(CultureInfo.InvariantCulture, $"stub-zone:\n    name: \"{zone}\"\n    stub-addr: {server.Address}@{server.Port}\n");
        return text.ToString();
    }
}
