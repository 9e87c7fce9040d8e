using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;
using IpBlock.Testing.Servers;

namespace IpBlock.EndToEnd.DeadLists;

/// <summary>
/// Five lists behind a real resolver: four in rbldnsd, of which each lists an eighth of 11.0.0.0/8 that no other does, and one whose name server can fall ill. That one has the highest priority, so that it is in
/// everybody's way.
/// </summary>
public sealed class FiveLists : IAsyncDisposable
{
    public const int Healthy = 4;

    private readonly Rbldnsd _healthy;
    private readonly IAsyncDisposable _resolver;

    private FiveLists(SickNameServer sick, Rbldnsd healthy, IAsyncDisposable resolver, IPEndPoint endPoint) => (Sick, _healthy, _resolver, EndPoint) = (sick, healthy, resolver, endPoint);

    public IPEndPoint EndPoint { get; }

    public SickNameServer Sick { get; }

    /// <param name="resolver">unbound or bind.</param>
    public static async Task<FiveLists> StartAsync(string resolver)
    {
        var sick = new SickNameServer(WireName.Encode("sick.example"));
        var healthy = await Rbldnsd.StartAsync([.. Enumerable.Range(0, Healthy).Select(static i => new RbldnsdZone(Zone(i), RbldnsdData.Ip4Trie, Entries(i)))]);
        var servers = Enumerable.Range(0, Healthy).ToDictionary(Zone, _ => healthy.EndPoint, StringComparer.Ordinal);
        servers["sick.example"] = sick.EndPoint;
        if (resolver == "unbound")
        {
            var unbound = await Unbound.StartAsync(servers);
            return new FiveLists(sick, healthy, unbound, unbound.EndPoint);
        }

        var bind = await Bind.StartAsync(servers);
        return new FiveLists(sick, healthy, bind, bind.EndPoint);
    }

    /// <summary>Settings that ask all five.</summary>
    public string Settings => $$"""
        {
          "blockProviders": [ { "name": "sick", "lookupDomain": "sick.example", "anyMatch": true }, {{string.Join(", ", Enumerable.Range(0, Healthy).Select(static i => $$"""{ "name": "list {{i}}", "lookupDomain": "{{Zone(i)}}", "anyMatch": true }"""))}} ],
          "exceptions": { "exemptPrivateNetworks": false },
          "log": { "enabled": false },
          "dns": { "servers": [ "{{EndPoint}}" ] }
        }
        """;

    /// <summary>Half of all clients are listed, each by one list.</summary>
    public static bool IsListed(uint client) => (client >> 21 & 7) < Healthy;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _resolver.DisposeAsync();
        await _healthy.DisposeAsync();
        Sick.Dispose();
    }

    private static string Zone(int list) => string.Create(CultureInfo.InvariantCulture, $"list{list}.example");

    private static string Entries(int list) => string.Create(CultureInfo.InvariantCulture, $":127.0.0.2:spam\n127.0.0.2\n11.{list * 32}.0.0/11\n");
}
