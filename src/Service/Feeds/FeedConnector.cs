using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Service.Feeds;

/// <summary>
/// Makes the connections to list servers, and looks at the address that is really connected to: a server that sends us on, or a name that suddenly means another address, must not
/// lead to a service of this machine or of the local network.
/// </summary>
internal class FeedConnector
{
    private static readonly HttpRequestOptionsKey<bool> MayBeLocal = new("may be local");

    private bool _wasPublic;

    /// <summary>Lets a request reach a local address: the one that stands in the settings.</summary>
    public static void Allow(HttpRequestMessage request) => request.Options.Set(MayBeLocal, true);

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var target = context.DnsEndPoint;
        var addresses = await ResolveAsync(target.Host, stop).ConfigureAwait(false);

        // A proxy is the administrator's own, wherever it is; it resolves the name by itself.
        var asked = context.InitialRequestMessage.RequestUri!;
        var isProxy = context.InitialRequestMessage.Method == HttpMethod.Connect || asked.Port != target.Port || !string.Equals(asked.IdnHost.Trim('[', ']'), target.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
        if (!isProxy && !Array.TrueForAll(addresses, PublicAddress.Is) && !MayBeThere(context.InitialRequestMessage))
            throw new RefusedTargetException(Refusal);
        _wasPublic |= !isProxy && Array.TrueForAll(addresses, PublicAddress.Is);
        return await ConnectAsync(addresses, target.Port, stop).ConfigureAwait(false);
    }

    // A name that was on the internet a moment ago does not move into the local network between two requests, unless somebody means harm.
    private bool MayBeThere(HttpRequestMessage request) => !_wasPublic && request.Options.TryGetValue(MayBeLocal, out var allowed) && allowed;

    /// <summary>Why a redirection to an address that stands in its URL is not followed; null when it may be.</summary>
    public static string? WhyNot(Uri target) =>
        (IPAddress.TryParse(target.IdnHost.Trim('[', ']'), out var address) && !PublicAddress.Is(address)) || target.IsLoopback
        || target.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) ? Refusal : null;

    protected virtual Task<IPAddress[]> ResolveAsync(string host, CancellationToken stop) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? Task.FromResult<IPAddress[]>([literal]) : System.Net.Dns.GetHostAddressesAsync(host, stop);

    protected virtual async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, stop).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private const string Refusal = "the server redirects to an address of this server or of the local network, which is not followed; if the list is there, put that address into url";
}

/// <summary>A connection that is not made because of where it would lead.</summary>
internal sealed class RefusedTargetException(string message) : Exception(message);
