using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace IpBlock.Manager.Hosting;

/// <summary>Where the page may listen: on the loopback addresses as it is, elsewhere only with TLS or behind a declared proxy.</summary>
public static class ListenPlace
{
    /// <summary>Why the page must not be started so, as a sentence with the fix; null when it may.</summary>
    public static string? WhyNot(ManagerOptions options)
    {
        var (url, hasCertificate) = (options.Url, options.Certificate is not null || options.MakesCertificate);
        if (url.Scheme is not ("http" or "https") || url.AbsolutePath != "/" || url.Query.Length > 0)
            return $"--url {url}: specify only scheme, name and port, such as http://localhost:8480; for the path behind a proxy use --base-path.";
        if (url.Scheme == "https" && !hasCertificate)
            return $"--url {url}: https requires --certificate FILE or --make-certificate.";
        if (url.Scheme == "http" && hasCertificate)
            return $"--url {url}: with a certificate the URL must begin with https://.";
        if (Addresses(url).Count == 0)
            return $"--url {url}: the name {url.Host} has no address on this server. Specify an address, or localhost.";
        return url.Scheme == "http" && options.Proxies.Count == 0 && !IsLoopback(url)
            ? $"--url {url}: passwords would be sent over the network in plain text. Use --make-certificate or --certificate FILE with https://,"
                + " or --proxy ADDRESS with a reverse proxy that provides TLS, or use http://localhost:8480 through an SSH tunnel."
            : null;
    }

    /// <summary>The addresses to listen at; empty when the name has none.</summary>
    public static IReadOnlyList<IPAddress> Addresses(Uri url)
    {
        if (IsLocalName(url))
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address))
            return [address];
        try
        {
            return System.Net.Dns.GetHostAddresses(url.Host);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return []; // said with the option that is to be mended
        }
    }

    /// <summary>True when it listens at loopback addresses only.</summary>
    public static bool IsLoopback(Uri url) => Addresses(url) is { Count: > 0 } addresses && addresses.All(IPAddress.IsLoopback);

    /// <summary>The names under which it may be asked for, without port and brackets.</summary>
    public static IReadOnlySet<string> Names(ManagerOptions options)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost", "127.0.0.1", "::1", options.Url.Host.Trim('[', ']') };
        names.UnionWith(options.Hosts.Select(static host => host.Trim('[', ']').TrimEnd('.')));
        return names;
    }

    /// <summary>True for <c>0.0.0.0</c> and <c>[::]</c>: all addresses of the machine, and none of a page.</summary>
    internal static bool IsEverywhere(Uri url) =>
        IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    /// <summary>True for localhost, which is both loopback addresses.</summary>
    internal static bool IsLocalName(Uri url) => string.Equals(url.Host, "localhost", StringComparison.OrdinalIgnoreCase);
}
