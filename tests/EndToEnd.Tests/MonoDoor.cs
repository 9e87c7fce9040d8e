using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using IpBlock.Testing.Sessions;

namespace IpBlock.EndToEnd;

/// <summary>The same agent under mono: the .NET Framework's side of things, as far as there is one here.</summary>
public sealed class MonoDoor : Door
{
    private readonly IPEndPoint _server = new(IPAddress.Loopback, Free.Port());
    private RealProcess? _mono;

    private MonoDoor(string settings, IPEndPoint dns)
        : base(settings, dns)
    {
    }

    public override ISessionHost SessionHost => Host("mono", _server);

    public static async Task<MonoDoor> StartAsync(string settings, IPEndPoint dns)
    {
        var door = new MonoDoor(settings, dns);
        door._mono = await RealProcess.StartAsync(
            "env",
            ["IPBLOCK_SETTINGS=" + door.SettingsPath, "mono", MonoHostPath, AgentPath, Factory, door._server.Port.ToString(), door.Mail, "user:secret"],
            _ => Probe.AcceptsAsync(door._server));
        return door;
    }

    public override async ValueTask DisposeAsync()
    {
        await _mono!.DisposeAsync();
        await base.DisposeAsync();
    }
}
