using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.TransportHost.Dnsbl;

/// <summary>A name server for block lists of one's own, over UDP, for evaluation. Disposing it closes the socket.</summary>
public sealed class DnsblServer : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly DnsblAnswers _answers;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private long _queries;
    private long _failures;

    private DnsblServer(Socket socket, DnsblAnswers answers)
    {
        _socket = socket;
        _answers = answers;
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
        _serving = Serve();
    }

    /// <summary>Where it answers, with the port that was taken.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Packets that were answered.</summary>
    public long Queries => Interlocked.Read(ref _queries);

    /// <summary>Packets that could not be read or answered.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Serves zones.</summary>
    /// <param name="zones">What is listed.</param>
    /// <param name="endPoint">Where to answer; port 0 takes a free one. Loopback: this is no server for others.</param>
    /// <param name="ttl">Seconds a listing may be remembered, 60 unless set.</param>
    /// <param name="negativeTtl">Seconds an absence may be remembered (the SOA's minimum), 60 unless set.</param>
    /// <exception cref="ArgumentException">The address is not loopback.</exception>
    /// <exception cref="SocketException">The port is in use.</exception>
    public static DnsblServer Start(DnsblZones zones, IPEndPoint endPoint, int ttl = 60, int negativeTtl = 60)
    {
        if (!IPAddress.IsLoopback(endPoint.Address))
            throw new ArgumentException("A block list server for evaluation answers on loopback alone.", nameof(endPoint));
        var socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(endPoint);
        return new DnsblServer(socket, new DnsblAnswers(zones, ttl, negativeTtl));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _serving.ConfigureAwait(false);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task Serve()
    {
        var packet = new byte[4096];
        var any = new SocketAddress(_socket.AddressFamily);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveFromAsync(packet, SocketFlags.None, any, _stop.Token).ConfigureAwait(false);
                if (_answers.Answer(packet, length) is not { } reply)
                    continue;
                Interlocked.Increment(ref _queries);
                await _socket.SendToAsync(reply, SocketFlags.None, any, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception)
            {
                // A client that went away before its answer (an ICMP error), a packet that cannot be read or sent: one packet concerns no other.
                Interlocked.Increment(ref _failures);
            }
        }
    }
}
