using System;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Sessions;
using IpBlock.TransportHost.Server;
using IpBlock.TransportHost.Smtp;

namespace IpBlock.EndToEnd;

/// <summary>The shipped net472 agent in the evaluation host on .NET 10.</summary>
public sealed class AgentDoor : Door
{
    private EvaluationServer? _server;

    private AgentDoor(string settings, IPEndPoint dns)
        : base(settings, dns)
    {
    }

    public IPEndPoint Plain => _server!.EndPoints[0];

    public IPEndPoint Proxied => _server!.ProxyEndPoints[0];

    public override ISessionHost SessionHost => Host("agent", Proxied);

    public static async Task<AgentDoor> StartAsync(string settings, IPEndPoint dns, params IPNetwork[] internals)
    {
        var door = new AgentDoor(settings, dns);
        // The agent looks at it once, when its factory is made.
        Environment.SetEnvironmentVariable("IPBLOCK_SETTINGS", door.SettingsPath);
        door._server = await EvaluationServer.StartAsync(new EvaluationOptions
        {
            AgentPath = AgentPath,
            FactoryType = Factory,
            Listen = [new IPEndPoint(IPAddress.Loopback, 0)],
            Proxy = [new IPEndPoint(IPAddress.Loopback, 0)],
            MailFolder = door.Mail,
            Internal = internals,
            Smtp = new SmtpSettings { UserName = "user", Password = "secret" },
        });
        return door;
    }

    public override async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await base.DisposeAsync();
    }
}
