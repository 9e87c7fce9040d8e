using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.EndToEnd;

/// <summary>
/// Stands between Sendmail, which speaks neither XCLIENT nor the PROXY protocol, and the milter: where Sendmail says from where a client has come, the address that the
/// test plays takes its place. All else goes through as it is.
/// </summary>
internal sealed class ClientAddresses : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, IPAddress> _played = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _milter;
    private readonly Task _accepting;

    public ClientAddresses(IPEndPoint milter)
    {
        _milter = milter;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The client that comes from this local port plays that address.</summary>
    public void Play(int port, IPAddress address) => _played[port] = address;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task RelayAsync(TcpClient sendmail)
    {
        using var milter = new TcpClient { NoDelay = true };
        using (sendmail)
        {
            try
            {
                await milter.ConnectAsync(_milter);
                await Task.WhenAny(RewriteAsync(sendmail.GetStream(), milter.GetStream()), milter.GetStream().CopyToAsync(sendmail.GetStream()));
            }
            catch (SocketException)
            {
                // The milter is not there: Sendmail is to see the same.
                return;
            }
        }
    }

    private async Task RewriteAsync(Stream from, Stream to)
    {
        var head = new byte[4];
        while (await from.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false) == 4)
        {
            var packet = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
            await from.ReadExactlyAsync(packet);
            if (packet[0] == 'C')
                packet = Rewritten(packet);
            BinaryPrimitives.WriteInt32BigEndian(head, packet.Length);
            await to.WriteAsync((byte[])[.. head, .. packet]);
        }
    }

    private byte[] Rewritten(byte[] packet)
    {
        var family = Array.IndexOf(packet, (byte)0) + 1;
        var port = BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(family + 1));
        if (!_played.TryGetValue(port, out var address))
            return packet;
        var six = address.AddressFamily == AddressFamily.InterNetworkV6;
        packet[family] = (byte)(six ? '6' : '4');
        return [.. packet.AsSpan(0, family + 3), .. Encoding.ASCII.GetBytes((six ? "IPv6:" : "") + address), 0];
    }
}
