using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.NetworkInformation;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Administration.Feeds;

/// <summary>Addresses that belong to the site, and whose they are in words.</summary>
internal sealed record OwnRange(AddressRange Range, string Whose)
{
    /// <summary>All of a site: what its settings let through, what this machine has, and what is private anyway.</summary>
    public static IEnumerable<OwnRange> Of(FilterSettings settings, DateTimeOffset now) =>
    [
        .. settings.Exceptions.Clients.Where(one => one.Client.Range is not null && !(one.Expires <= now)).Select(one => new OwnRange(one.Client.Range!.Value, "an exception (exceptions.clients)")),
        .. settings.AllowList.Where(one => !(one.Expires <= now)).Select(one => new OwnRange(one.Address, "on the IP Allow list")),
        .. Interfaces().Select(static address => new OwnRange(AddressRange.Of(address), "an address of this server")),
        .. PrivateNetworks.Ranges.Select(static range => new OwnRange(range, "a private network")),
    ];

    private static List<Address> Interfaces()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(static one => one.GetIPProperties().UnicastAddresses)
                .Select(static one => Address.From(one.Address))
                .Where(static address => !PrivateNetworks.Contains(address))
                .Distinct()];
        }
        catch (NetworkInformationException)
        {
            return []; // a sandbox without netlink (RestrictAddressFamilies): the other own addresses are looked for all the same
        }
    }
}
