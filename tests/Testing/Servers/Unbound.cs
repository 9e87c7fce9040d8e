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
public sealed class Unbound : RealServer
{
    private Unbound(Started started)
        : base(started)
    {
    }

    /// <summary>Starts it on 127.0.0.1 and returns when it answers.</summary>
    /// <param name="zones">Which server has which zone.</param>
    /// <param name="more">More lines for the <c>server:</c> part of its configuration.</param>
    public static Task<Unbound> StartAsync(IReadOnlyDictionary<string, IPEndPoint> zones, params string[] more) => StartAsync(zones, null, more);

    /// <summary>The same with another limit than 15 minutes, after which it is ended.</summary>
    public static async Task<Unbound> StartAsync(IReadOnlyDictionary<string, IPEndPoint> zones, TimeSpan? limit, string[] more)
    {
        var end = new IPEndPoint(IPAddress.Loopback, Free.Port());
        return new Unbound(await StartInFolderAsync(end, folder =>
        {
            var file = folder.Write("unbound.conf", Configuration(end, folder.Path, zones, more));
            return RealProcess.StartAsync("/usr/sbin/unbound", ["-d", "-c", file], _ => Probe.AnswersAsync(end, "ready.invalid"), limit: limit);
        }));
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
