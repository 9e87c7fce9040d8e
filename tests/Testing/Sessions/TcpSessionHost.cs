using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing.Sessions;

/// <summary>
/// A server at a TCP port. With the PROXY protocol any client address can be played; without it only loopback ones, by coming from there.
/// </summary>
public sealed class TcpSessionHost(string door, IPEndPoint server, bool proxyProtocol = false) : ISessionHost
{
    /// <inheritdoc/>
    public string Door => door;

    /// <summary>Checks <c>delivered:</c>. Without it a session that says so fails: what nobody checks must not look checked.</summary>
    public Func<IReadOnlyList<string>, Task<string?>>? Delivered { get; init; }

    /// <summary>Looks at the header of the message delivered last; null if nobody can.</summary>
    public Func<string, Task<string?>>? Header { get; init; }

    /// <summary>Looks whether that header has no field of a name; null if nobody can.</summary>
    public Func<string, Task<string?>>? NoHeader { get; init; }

    /// <summary>Checks <c>log:</c>, likewise.</summary>
    public Func<IReadOnlyDictionary<string, string>, Task<string?>>? Log { get; init; }

    /// <inheritdoc/>
    public async Task<Stream> ConnectAsync(IPAddress client, CancellationToken cancellation)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (!proxyProtocol)
                ComeFrom(socket, client);
            await socket.ConnectAsync(server, cancellation);
            if (proxyProtocol)
                await socket.SendAsync(Encoding.ASCII.GetBytes(ProxyHeader(client)), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<string?> CheckHeaderAsync(string field) => Header?.Invoke(field) ?? Nobody("has the header");

    /// <inheritdoc/>
    public Task<string?> CheckNoHeaderAsync(string name) => NoHeader?.Invoke(name) ?? Nobody("no header");

    /// <inheritdoc/>
    public Task<string?> CheckDeliveredAsync(IReadOnlyList<string> recipients) => Delivered?.Invoke(recipients) ?? Nobody("delivered");

    /// <inheritdoc/>
    public Task<string?> CheckLogAsync(IReadOnlyDictionary<string, string> fields) => Log?.Invoke(fields) ?? Nobody("log");

    private Task<string?> Nobody(string what) => Task.FromResult<string?>($"the host '{door}' cannot check '{what}'");

    private static void ComeFrom(Socket socket, IPAddress client)
    {
        if (!IPAddress.IsLoopback(client))
            throw new NotSupportedException($"A connection cannot come from {client.ToString()}: the host needs the PROXY protocol, or the session a loopback client.");
        socket.Bind(new IPEndPoint(client, 0));
    }

    // PROXY protocol version 1, §2.1: both addresses are of the family named.
    private string ProxyHeader(IPAddress client)
    {
        var six = client.AddressFamily == AddressFamily.InterNetworkV6;
        var here = six ? server.Address.MapToIPv6() : server.Address.MapToIPv4();
        return string.Create(CultureInfo.InvariantCulture, $"PROXY {(six ? "TCP6" : "TCP4")} {client} {here} 40000 {server.Port}\r\n");
    }
}
