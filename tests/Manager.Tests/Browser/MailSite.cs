using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Settings;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Manager.Tests.Browser;

/// <summary>The page beside a real service on the same settings, with block lists of the test's own: what is set in the browser is seen on the wire.</summary>
internal sealed class MailSite : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenAsking = TimeSpan.FromMilliseconds(100);
    private readonly int _port;

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
        await site.Site.StartServiceAsync();
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

    /// <summary>Waits until the service says this of a client: a change takes a second or two to be in force.</summary>
    public Task SaysAsync(string client, string answer, string? recipient = null) => SaysAsync(client, recipient, answer, isWhole: true);

    /// <summary>Waits until what the service says of a client begins so.</summary>
    public Task BeginsAsync(string client, string beginning, string? recipient = null) => SaysAsync(client, recipient, beginning, isWhole: false);

    /// <summary>Waits until the decision log has this client.</summary>
    public async Task LogsAsync(string client)
    {
        var log = FilterEngine.LogDirectory(SettingsFile.Load(Site.SettingsPath).Settings!, Site.SettingsPath);
        for (var started = DateTime.UtcNow; DateTime.UtcNow - started < Patience; await Task.Delay(BetweenAsking))
        {
            if (Directory.Exists(log) && Directory.GetFiles(log, "*", SearchOption.AllDirectories).Any(file => Contents(file).Contains(client, StringComparison.Ordinal)))
                return;
        }

        Assert.Fail($"The log in {log} has no decision about {client}.");
    }

    private async Task SaysAsync(string client, string? recipient, string answer, bool isWhole)
    {
        var said = "";
        for (var started = DateTime.UtcNow; DateTime.UtcNow - started < Patience; await Task.Delay(BetweenAsking))
        {
            said = await AskAsync(client, recipient);
            if (isWhole ? string.Equals(said, answer, StringComparison.Ordinal) : said.StartsWith(answer, StringComparison.Ordinal))
                return;
        }

        Assert.Equal(answer, said);
    }

    private static string Contents(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Lists.DisposeAsync();
    }
}
