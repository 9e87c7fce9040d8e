using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>A real BIND as a resolver, on a free loopback port, with the limits that it has by default. It asks the servers given for their zones; no other name leads anywhere.</summary>
public sealed class Bind : RealServer
{
    private Bind(Started started)
        : base(started)
    {
    }

    /// <summary>Starts it on 127.0.0.1 and returns when it answers.</summary>
    /// <param name="zones">Which server has which zone.</param>
    public static async Task<Bind> StartAsync(IReadOnlyDictionary<string, IPEndPoint> zones)
    {
        var end = new IPEndPoint(IPAddress.Loopback, Free.Port());
        return new Bind(await StartInFolderAsync(end, folder =>
        {
            var file = folder.Write("named.conf", Configuration(end, folder.Path, zones));
            return RealProcess.StartAsync("/usr/sbin/named", ["-g", "-c", file], _ => Probe.AnswersAsync(end, zones.Keys.First()));
        }));
    }

    private static string Configuration(IPEndPoint end, string folder, IReadOnlyDictionary<string, IPEndPoint> zones)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            options {
                directory "{{folder}}";
                pid-file none;
                session-keyfile none;
                listen-on port {{end.Port}} { {{end.Address}}; };
                listen-on-v6 { none; };
                recursion yes;
                dnssec-validation no;
                notify no;
            };
            controls { };
            zone "." { type hint; file "no-root"; };

            """);
        folder = System.IO.Path.Combine(folder, "no-root");
        System.IO.File.WriteAllText(folder, ". 3600 IN NS nowhere.invalid.\nnowhere.invalid. 3600 IN A 127.0.0.1\n");
        foreach (var (zone, server) in zones)
            text.Append(CultureInfo.InvariantCulture, $"zone \"{zone}\" {{ type forward; forward only; forwarders {{ {server.Address} port {server.Port}; }}; }};\n");
        return text.ToString();
    }
}
