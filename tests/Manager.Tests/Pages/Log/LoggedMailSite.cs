using System;
using System.IO;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Manager.Tests.Pages.Log;

/// <summary>The page beside a real service with a list, and sessions of clients that write script where they can.</summary>
public sealed class LoggedMailSite(Chromium browser) : IAsyncLifetime
{
    public const string Listed = "192.0.2.66";
    public const string ListedToo = "192.0.2.68";
    public const string Unlisted = "192.0.2.67";
    public const string ListName = "bl <img src=x onerror=alert(1)>";
    public const string Words = "<script>alert(2)</script> seen spamming";
    public const string Helo = "<svg/onload=alert(3)>";
    public const string Recipient = "\"<b>x</b>\"@site.example";

    private readonly ScriptedDnsServer _dns = ScriptedDnsServer.Start();
    private readonly int _port = Free.Port();

    public ManagerSite Site { get; private set; } = null!;

    /// <summary>The settings, with another way to treat who is listed.</summary>
    public string SettingsWith(string mode) => $$"""
        {
          "mode": "{{mode}}",
          "service": { "policyListen": [ "127.0.0.1:{{_port}}" ], "milterListen": [], "metricsListen": [] },
          "dns": { "servers": [ "127.0.0.1:{{_dns.Port}}" ] },
          "health": { "enabled": false },
          "blockProviders": [ { "name": "{{ListName}}", "lookupDomain": "bl.test", "anyMatch": true, "rejectionResponse": "%0 is listed (%3)" } ]
        }
        """;

    public async ValueTask InitializeAsync()
    {
        foreach (var client in new[] { Listed, ListedToo })
            _dns.Zone("bl.test").Lists(client, "127.0.0.2").At(client).Text(Words);
        Site = await ManagerSite.StartAsync(browser, SettingsWith("enforce"), hidesMailboxes: true);
        await Site.StartServiceAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await _dns.DisposeAsync();
    }

    /// <summary>What the service says to a client.</summary>
    public async Task<string> AskAsync(string client, string recipient = Recipient)
    {
        using var policy = await PolicyClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _port));
        var request = PolicyClient.Request(client, recipient).Replace("helo_name=mail.sender.example", "helo_name=" + Helo, StringComparison.Ordinal);
        return await policy.AskAsync(request) ?? "";
    }

    /// <summary>Asks until the service, which takes new settings within seconds, says what is expected.</summary>
    public async Task AskUntilAsync(string client, string expected)
    {
        var last = "";
        for (var tries = 0; tries < 300; tries++)
        {
            last = await AskAsync(client);
            if (last.StartsWith(expected, StringComparison.Ordinal))
                return;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"The service says '{last}' and never '{expected}'.");
    }

    /// <summary>Runs <c>ipblock</c> on the settings.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");
        var (code, output) = await RealProcess.RunAsync("dotnet", [program, .. arguments, "--settings", Site.SettingsPath]);
        Assert.True(code == 0, output);
        return output;
    }
}
