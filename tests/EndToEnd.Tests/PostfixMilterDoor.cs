using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using IpBlock.Testing.Sessions;

namespace IpBlock.EndToEnd;

/// <summary>A real Postfix with the milter, configured as docs/postfix.md says.</summary>
public sealed class PostfixMilterDoor : MilterDoor
{
    private Postfix? _postfix;

    private PostfixMilterDoor(string settings, IPEndPoint dns, string more)
        : base(settings, dns, more)
    {
    }

    public override ISessionHost SessionHost => Host("postfix-milter", Proxied);

    public IPEndPoint Proxied => _postfix!.Proxied;

    /// <param name="settings">Those of the filter.</param>
    /// <param name="dns">The name server of the lists.</param>
    /// <param name="more">More settings of the service, each after a comma.</param>
    public static async Task<PostfixMilterDoor> StartAsync(string settings, IPEndPoint dns, string more = "")
    {
        var door = new PostfixMilterDoor(settings, dns, more);
        await door.StartServiceAsync();
        door._postfix = await Postfix.StartAsync(door.Mail, $"smtpd_milters = {{ inet:{door.Milter}, default_action=accept, command_timeout=10s }}");
        return door;
    }

    public override async ValueTask DisposeAsync()
    {
        await _postfix!.DisposeAsync();
        await base.DisposeAsync();
    }
}
