using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>A real dnsmasq, the forwarder of many routers and small sites, on a loopback port.</summary>
public sealed class Dnsmasq : IAsyncDisposable
{
    private readonly RealProcess _process;

    private Dnsmasq(RealProcess process, IPEndPoint endPoint) => (_process, EndPoint) = (process, endPoint);

    public IPEndPoint EndPoint { get; }

    public string Output => _process.Output;

    /// <summary>Starts it; it knows the zones given, and nobody else in the world.</summary>
    /// <param name="zones">Which server has which zone.</param>
    /// <param name="port">Where it listens on 127.0.0.1.</param>
    /// <param name="more">More options, such as <c>--stop-dns-rebind</c>.</param>
    public static async Task<Dnsmasq> StartAsync(IReadOnlyDictionary<string, IPEndPoint> zones, int port, params string[] more)
    {
        string[] options =
        [
            "--keep-in-foreground", "--no-resolv", "--no-hosts", "--conf-file=/dev/null", "--pid-file=", "--user=root", "--bind-interfaces", "--listen-address=127.0.0.1", "--log-facility=-",
            string.Create(CultureInfo.InvariantCulture, $"--port={port}"),
            .. zones.Select(zone => string.Create(CultureInfo.InvariantCulture, $"--server=/{zone.Key}/{zone.Value.Address}#{zone.Value.Port}")),
            .. more,
        ];
        var process = await RealProcess.StartAsync("/usr/sbin/dnsmasq", options, static dnsmasq => Task.FromResult(dnsmasq.Output.Contains("started", StringComparison.Ordinal)));
        return new Dnsmasq(process, new IPEndPoint(IPAddress.Loopback, port));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
