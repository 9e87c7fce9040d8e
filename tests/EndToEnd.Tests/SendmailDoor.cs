using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using IpBlock.Testing.Sessions;

namespace IpBlock.EndToEnd;

/// <summary>A real Sendmail with the milter, configured as docs/sendmail.md says.</summary>
public sealed class SendmailDoor : MilterDoor
{
    private readonly ClientAddresses _addresses;
    private Sendmail? _sendmail;

    private SendmailDoor(string settings, IPEndPoint dns, string more)
        : base(settings, dns, more) => _addresses = new ClientAddresses(Milter);

    public override ISessionHost SessionHost => new PlayedHost(this, Host("sendmail", EndPoint));

    /// <summary>Where Sendmail listens; who comes there by himself comes from where he does.</summary>
    public IPEndPoint EndPoint => _sendmail!.EndPoint;

    /// <param name="settings">Those of the filter.</param>
    /// <param name="dns">The name server of the lists.</param>
    /// <param name="more">More settings of the service, each after a comma.</param>
    public static async Task<SendmailDoor> StartAsync(string settings, IPEndPoint dns, string more = "")
    {
        var door = new SendmailDoor(settings, dns, more);
        await door.StartServiceAsync();
        var configuration = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Configuration", "sendmail.mc"));
        door._sendmail = await Sendmail.StartAsync(Path.Combine(AppContext.BaseDirectory, "sendmail.sh"), configuration, door.Mail, door._addresses.Port);
        return door;
    }

    /// <summary>A connection to Sendmail of which the milter hears that it comes from <paramref name="client"/>.</summary>
    public async Task<NetworkStream> ConnectAsync(IPAddress client, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _addresses.Play(((IPEndPoint)socket.LocalEndPoint!).Port, client);
        await socket.ConnectAsync(EndPoint, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public override async ValueTask DisposeAsync()
    {
        await _sendmail!.DisposeAsync();
        await _addresses.DisposeAsync();
        await base.DisposeAsync();
    }

    private sealed class PlayedHost(SendmailDoor door, ISessionHost checks) : ISessionHost
    {
        public string Door => "sendmail";

        public async Task<Stream> ConnectAsync(IPAddress client, CancellationToken cancellation) => await door.ConnectAsync(client, cancellation);

        public Task<string?> CheckDeliveredAsync(IReadOnlyList<string> recipients) => checks.CheckDeliveredAsync(recipients);

        public Task<string?> CheckHeaderAsync(string field) => checks.CheckHeaderAsync(field);

        public Task<string?> CheckNoHeaderAsync(string name) => checks.CheckNoHeaderAsync(name);

        public Task<string?> CheckLogAsync(IReadOnlyDictionary<string, string> fields) => checks.CheckLogAsync(fields);
    }
}
