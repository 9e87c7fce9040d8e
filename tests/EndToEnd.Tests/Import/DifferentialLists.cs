using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;

namespace IpBlock.EndToEnd.Import;

/// <summary>The block lists of one configuration, on port 53 of a loopback address of their own: the C library asks no other port.</summary>
public sealed class DifferentialLists : IAsyncDisposable
{
    private readonly Rbldnsd _lists;

    private DifferentialLists(Rbldnsd lists) => _lists = lists;

    public IPEndPoint EndPoint => _lists.EndPoint;

    /// <summary>The address for a resolv.conf.</summary>
    public IPAddress Address => EndPoint.Address;

    public static async Task<DifferentialLists> StartAsync(DifferentialCase configuration, int seed)
    {
        var combinations = DifferentialClients.Combinations(configuration.Listings.Count, seed);
        var zones = configuration.Listings.Select(listing => listing.Zone).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(zone => new RbldnsdZone(zone, RbldnsdData.Ip4Set, Entries(zone, configuration, combinations)))
            .ToArray();
        return new DifferentialLists(await Rbldnsd.StartAsync(new IPEndPoint(FreeAddress(), 53), zones));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lists.DisposeAsync();

    private static string Entries(string zone, DifferentialCase configuration, IReadOnlyList<uint> combinations)
    {
        var text = new StringBuilder();
        foreach (var combination in combinations)
        {
            var codes = configuration.Listings
                .Where((listing, bit) => (combination >> bit & 1) == 1 && string.Equals(listing.Zone, zone, StringComparison.OrdinalIgnoreCase))
                .SelectMany(listing => listing.Codes).Distinct(StringComparer.Ordinal).ToArray();
            foreach (var network in configuration.Networks)
            {
                foreach (var code in codes)
                    text.Append(DifferentialClients.Address(network, combination)).Append(" :").Append(code).Append(":listed\n");
            }
        }

        return text.ToString();
    }

    private static IPAddress FreeAddress() =>
        new([127, (byte)Random.Shared.Next(100, 200), (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255)]);
}
