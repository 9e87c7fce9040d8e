using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Notices;
using IpBlock.Service.Hosting;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Settings;
using IpBlock.Testing;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Manager.Tests.Browser;

/// <summary>
/// The page beside the service on the same settings, with block lists of the test's own: what is set in the browser is seen on the wire. Both are in the
/// process of the tests; that programs do the same is for <see cref="ManagerSite.StartProgramAsync"/> and <see cref="ManagerSite.StartServiceAsync"/>.
/// </summary>
internal sealed class MailSite : IAsyncDisposable
{
    private static readonly TimeSpan BetweenAsking = TimeSpan.FromMilliseconds(50);
    private readonly int _port;
    private ServiceHost? _service;

    private MailSite(ManagerSite site, ScriptedDnsServer lists, int port) => (Site, Lists, _port) = (site, lists, port);

    public ManagerSite Site { get; }

    public ScriptedDnsServer Lists { get; }

    /// <summary>The settings file as it is now.</summary>
    public JObject Settings => JObject.Parse(Site.SettingsText);

    /// <summary>Starts all three.</summary>
    /// <param name="browser">The browser of the tests.</param>
    /// <param name="more">More of the settings: members with a comma in front of each.</param>
    public static async Task<MailSite> StartAsync(Chromium browser, string more = "")
    {
        var lists = ScriptedDnsServer.Start();
        var port = Free.Port();
        var settings = $$"""
            { "service": { "policyListen": [ "127.0.0.1:{{port}}" ], "milterListen": [], "metricsListen": [] },
              "dns": { "servers": [ "127.0.0.1:{{lists.Port}}" ] }, "health": { "enabled": false }{{more}} }
            """;
        var site = new MailSite(await ManagerSite.StartAsync(browser, settings), lists, port);
        site._service = await ServiceHost.StartAsync(site.Site.SettingsPath, Clock.System, new Nobody());
        return site;
    }

    /// <summary>A page of the site, for an administrator.</summary>
    public Task<IPage> OpenAsync(string path) => Site.SignInAsync(Role.Administrator, path);

    /// <summary>What Postfix would be told of a client, as the policy service says it: <c>550 5.7.1 …</c>, or <c>DUNNO</c>.</summary>
    public async Task<string> AskAsync(string client, string? recipient = null)
    {
        using var policy = await PolicyClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _port));
        return await policy.AskAsync(recipient is null ? PolicyClient.Request(client) : PolicyClient.Request(client, recipient)) ?? throw new IOException("The service has closed the connection.");
    }

    /// <summary>Waits until the service says this of a client. It is not left to look at its settings by itself, as it does every second or two.</summary>
    public Task SaysAsync(string client, string answer, string? recipient = null) => SaysAsync(client, recipient, answer, isWhole: true);

    /// <summary>Waits until what the service says of a client begins so.</summary>
    public Task BeginsAsync(string client, string beginning, string? recipient = null) => SaysAsync(client, recipient, beginning, isWhole: false);

    /// <summary>Waits until the decision log has this client.</summary>
    public Task LogsAsync(string client)
    {
        var log = FilterEngine.LogDirectory(SettingsFile.Load(Site.SettingsPath).Settings!, Site.SettingsPath);
        return Waiting.UntilAsync(
            () => Directory.Exists(log) && Directory.GetFiles(log, "*", SearchOption.AllDirectories).Any(file => Contents(file).Contains(client, StringComparison.Ordinal)),
            () => $"The log in {log} has no decision about {client}.");
    }

    private Task SaysAsync(string client, string? recipient, string answer, bool isWhole)
    {
        var said = "";
        return Waiting.UntilAsync(
            async () =>
            {
                _service!.Engine.Reload();
                said = await AskAsync(client, recipient);
                return isWhole ? string.Equals(said, answer, StringComparison.Ordinal) : said.StartsWith(answer, StringComparison.Ordinal);
            },
            () => $"The service says '{said}' of {client}, and not '{answer}'.",
            between: BetweenAsking);
    }

    private static string Contents(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        await Site.DisposeAsync();
        await Lists.DisposeAsync();
    }

    private sealed class Nobody : INoticeSink
    {
        public void Write(Notice notice)
        {
            // Nobody is to be told.
        }
    }
}
