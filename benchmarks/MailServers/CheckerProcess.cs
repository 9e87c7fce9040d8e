using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>Where the programs are.</summary>
/// <param name="Service">The folder of the service under test.</param>
/// <param name="OtherService">The folder of another build to compare with; null for none.</param>
internal sealed record Programs(Floors Floors, string Service, string? OtherService);

/// <summary>A policy service or milter behind Postfix: the service, or a floor in C.</summary>
internal static class CheckerProcess
{
    /// <summary>Starts it in the folder and returns when it listens.</summary>
    /// <param name="port">Where the policy service or milter is to listen; a milter in a file listens in the folder, and the port only tells when the service is up.</param>
    public static Task<RealProcess> StartAsync(Programs programs, Kind kind, IPAddress resolver, string folder, int port, TimeSpan limit)
    {
        var where = kind.Door == Door.MilterInAFile ? SocketFile(folder) : port.ToString(CultureInfo.InvariantCulture);
        if (!kind.IsService)
        {
            string[] asked = kind.Checker == Checker.Floor ? [resolver.ToString(), .. NameServers.Zones] : [];
            return RealProcess.StartAsync(programs.Floors.Door, [kind.Door == Door.Policy ? "policy" : "milter", where, .. asked], _ => IsUpAsync(where, port), limit: limit);
        }

        var settings = Path.Combine(folder, "ipblock.json");
        File.WriteAllText(settings, Settings(kind.Door, resolver, where, port));
        var program = Path.Combine((kind.Checker == Checker.Service ? programs.Service : programs.OtherService)!, "ipblock");
        // Its log goes to a file, as that of Postfix does. The environment is that of the unit in the package.
        return RealProcess.StartAsync(
            "sh", ["-c", $"exec '{program}' serve >'{folder}/ipblock.log' 2>&1"], _ => IsUpAsync(kind.Door == Door.MilterInAFile ? "" : where, port),
            environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = settings, ["DOTNET_EnableDiagnostics"] = "0" }, limit: limit);
    }

    public static string SocketFile(string folder) => Path.Combine(folder, "milter.sock");

    private static async Task<bool> IsUpAsync(string where, int port) => where.StartsWith('/') ? File.Exists(where) : await Probe.AcceptsAsync(new IPEndPoint(IPAddress.Loopback, port));

    private static string Settings(Door door, IPAddress resolver, string where, int port)
    {
        var listen = door switch
        {
            Door.Policy => $"\"policyListen\": [ \"127.0.0.1:{where}\" ], \"milterListen\": []",
            Door.Milter => $"\"policyListen\": [], \"milterListen\": [ \"inet:{where}@127.0.0.1\" ]",
            _ => $"\"policyListen\": [ \"127.0.0.1:{port}\" ], \"milterListen\": [ \"local:{where}\" ]",
        };
        var providers = string.Join(", ", NameServers.Zones.Select(static zone => $$"""{ "name": "{{zone}}", "lookupDomain": "{{zone}}", "anyMatch": true }"""));
        return $$"""
            { "blockProviders": [ {{providers}} ], "exceptions": { "exemptPrivateNetworks": false }, "dns": { "servers": [ "{{resolver}}" ] },
              "service": { {{listen}}, "metricsListen": [] } }
            """;
    }
}
