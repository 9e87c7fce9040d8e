using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using IpBlock.Testing.Sessions;

namespace IpBlock.EndToEnd;

/// <summary>A real Postfix that asks the policy service, which runs in a process of its own as systemd would run it.</summary>
public sealed class PostfixDoor : Door
{
    public const string TagToken = "7f3kq29d";

    public const string HeaderChecks = $"""
        /^X-IpBlock: token={TagToken}; (.*)$/  REPLACE X-IpBlock: $1
        /^X-IpBlock:/                          IGNORE

        """;

    private readonly IPEndPoint _policy = new(IPAddress.Loopback, Free.Port());
    private RealProcess? _service;
    private Postfix? _postfix;

    private PostfixDoor(string settings, IPEndPoint dns)
        : base(settings, dns)
    {
        var text = File.ReadAllText(SettingsPath);
        File.WriteAllText(SettingsPath, "{ \"service\": { \"policyListen\": [ \"" + _policy + "\" ], \"milterListen\": [], \"metricsListen\": [], \"tagMessages\": true, \"tagToken\": \"" + TagToken + "\" }," + text[(text.IndexOf('{', System.StringComparison.Ordinal) + 1)..]);
    }

    public override ISessionHost SessionHost => Host("postfix", Proxied);

    public IPEndPoint Proxied => _postfix!.Proxied;

    public Postfix Postfix => _postfix!;

    /// <summary>The configuration of docs/postfix.md, but that the service is asked about clients that have logged in as well.</summary>
    /// <param name="settings">Those of the filter.</param>
    /// <param name="dns">The name server of the lists.</param>
    /// <param name="list">The list of restrictions in which Postfix asks.</param>
    /// <param name="more">More lines for main.cf, in which {policy} stands for the address of the policy service.</param>
    public static async Task<PostfixDoor> StartAsync(string settings, IPEndPoint dns, string list = "smtpd_recipient_restrictions", params string[] more)
    {
        var door = new PostfixDoor(settings, dns);
        await door.StartServiceAsync();
        door._postfix = await Postfix.StartAsync(
            door.Mail,
            [$"{list} = check_policy_service {{ inet:{door._policy}, timeout=10s, default_action=DUNNO }}", "header_checks = regexp:" + door.Folder.Write("header_checks", HeaderChecks), .. more.Select(line => line.Replace("{policy}", "inet:" + door._policy, System.StringComparison.Ordinal))]);
        return door;
    }

    public async Task StartServiceAsync() => _service = await RealProcess.StartAsync(
        "dotnet",
        [ServicePath, "serve"],
        _ => Probe.AcceptsAsync(_policy),
        environment: new Dictionary<string, string>(System.StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = SettingsPath });

    /// <summary>Ends the service as if it had crashed.</summary>
    public async Task KillServiceAsync() => await _service!.DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await _postfix!.DisposeAsync();
        await KillServiceAsync();
        await base.DisposeAsync();
    }
}
