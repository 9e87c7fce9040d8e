using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using IpBlock.Testing.Sessions;

namespace IpBlock.EndToEnd;

/// <summary>The same agent under mono: the .NET Framework's side of things, as far as there is one here.</summary>
public sealed class MonoDoor : Door
{
    private RealProcess? _mono;

    private MonoDoor(string settings, IPEndPoint dns)
        : base(settings, dns)
    {
    }

    public IPEndPoint Server { get; } = new(IPAddress.Loopback, Free.Port());

    public override ISessionHost SessionHost => Host("mono", Server);

    public static async Task<MonoDoor> StartAsync(string settings, IPEndPoint dns, string? agent = null)
    {
        var door = new MonoDoor(settings, dns);
        door._mono = await RealProcess.StartAsync(
            "env",
            ["IPBLOCK_SETTINGS=" + door.SettingsPath, "mono", MonoHostPath, agent ?? AgentPath, Factory, door.Server.Port.ToString(), door.Mail, "user:secret"],
            _ => Probe.AcceptsAsync(door.Server));
        return door;
    }

    public override async ValueTask DisposeAsync()
    {
        await _mono!.DisposeAsync();
        await base.DisposeAsync();
    }
}
