using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Reporting;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Manual;
using IpBlock.Testing.Servers;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Browser;

/// <summary>
/// Takes the pictures of the manual, of a real page beside a real service with lists of its own and a month of decisions that are made up. Not a test: it
/// is run by name when the look of the page has changed (docs/testing.md).
/// </summary>
public sealed class ManualPictures(Chromium browser)
{
    private static readonly (string Provider, string Zone, int Weight)[] Lists =
        [("Spamhaus ZEN", "zen.example.test", 62), ("SpamCop", "spamcop.example.test", 21), ("Barracuda", "barracuda.example.test", 17)];

    private static readonly string[] Names = ["alice", "boris", "carla", "dirk", "emma", "felix", "greta", "hugo", "ines", "jonas"];

    private readonly Random _random = new(1);
    private int _taken;

    [Fact(Explicit = true)]
    public async Task Take()
    {
        await using var dns = ScriptedDnsServer.Start();
        foreach (var (_, zone, _) in Lists)
        {
            dns.Zone(zone).Lists("127.0.0.2", "127.0.0.2");
            for (var last = 60; last < 80; last++)
                dns.Zone(zone).Lists($"203.0.113.{last}", "127.0.0.4");
        }

        var port = Free.Port();
        await using var site = await ManagerSite.StartProgramAsync(browser, Settings(dns, port));
        WriteLog(Path.Combine(site.Folder, "log"));
        await site.StartServiceAsync();
        using (var policy = await PolicyClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port)))
        {
            for (var i = 0; i < 40; i++)
                await policy.AskAsync(PolicyClient.Request(i % 3 == 0 ? $"203.0.113.{60 + i / 3}" : $"198.51.100.{i}", "jane@site.example", instance: "i" + i));
        }

        await TakeAsync(site, "overview", "/", ColorScheme.Light, 1280);
        await TakeAsync(site, "overview-dark", "/", ColorScheme.Dark, 1280);
        await TakeAsync(site, "overview-narrow", "/", ColorScheme.Light, 360);
        await TakeAsync(site, "log", "/log?action=rejected", ColorScheme.Light, 1280);
        await TakeAsync(site, "log-dark", "/log", ColorScheme.Dark, 1280);
        await TakeAsync(site, "providers", "/providers", ColorScheme.Light, 1280);
        await TakeAsync(site, "providers-narrow", "/providers", ColorScheme.Dark, 360);
        await TakeAsync(site, "reports", "/reports", ColorScheme.Light, 1280);
        await TakeAsync(site, "what-if", "/what-if", ColorScheme.Light, 1280);
        await TakeAsync(site, "settings", "/settings", ColorScheme.Dark, 1280);
    }

    private static string Settings(ScriptedDnsServer dns, int port)
    {
        var providers = Lists.Select(static list => $$"""{ "name": "{{list.Provider}}", "lookupDomain": "{{list.Zone}}", "anyMatch": true }""");
        return $$"""
            {
              "service": { "policyListen": [ "127.0.0.1:{{port}}" ], "milterListen": [], "metricsListen": [] },
              "dns": { "servers": [ "127.0.0.1:{{dns.Port}}" ] },
              "blockProviders": [ {{string.Join(", ", providers)}} ]
            }
            """;
    }

    // Only what is seen at first: a page may be long.
    private async Task TakeAsync(ManagerSite site, string name, string path, ColorScheme colors, int width)
    {
        var page = await site.SignInAsync(Role.Administrator, path, colors, width, Names[_taken++]);
        await page.SetViewportSizeAsync(width, width < 500 ? 780 : 860);
        await page.WaitForTimeoutAsync(2500);
        var folder = Directory.CreateDirectory(Path.Combine(WrittenFile.Repository, "docs", "manager"));
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder.FullName, name + ".png") });
    }

    // More by day than by night, and less at the end of the week.
    private void WriteLog(string folder)
    {
        Directory.CreateDirectory(folder);
        var now = DateTime.UtcNow;
        for (var day = now.Date.AddDays(-29); day <= now.Date; day = day.AddDays(1))
        {
            var text = new StringBuilder("#Software: IpBlock\n#Fields: ").Append(LogColumns.Fields).Append('\n');
            var busy = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.5 : 1;
            for (var at = day; at < day.AddDays(1) && at < now; at = at.AddSeconds(40 + _random.Next(120) / (busy * (1.2 - Math.Cos(at.Hour / 12.0 * Math.PI)))))
                text.Append(Line(at));
            foreach (var (provider, _, weight) in Lists)
            {
                text.Append(CultureInfo.InvariantCulture, $"#Provider: name=\"{provider}\" kind=Block from={day:yyyy-MM-dd}T00:00:00Z to={day:yyyy-MM-dd}T01:00:00Z");
                text.Append(CultureInfo.InvariantCulture, $" queries={_random.Next(500, 600)} cached={_random.Next(90, 130)} listed={weight * 4} matched={weight * 4} ms=10:400;20:90;50:20\n");
            }

            File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"IPBLOCK{day:yyyyMMdd}-0001.log")), text.ToString());
        }
    }

    private string Line(DateTime at)
    {
        var isListed = _random.Next(100) < 38;
        var client = isListed ? $"203.0.113.{_random.Next(1, 250)}" : $"198.51.100.{_random.Next(1, 250)}";
        var provider = Provider();
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Timestamp"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["SessionId"] = _random.Next().ToString("X8", CultureInfo.InvariantCulture),
            ["LocalEndpoint"] = "192.0.2.25:25",
            ["RemoteEndpoint"] = client + ":40112",
            ["Event"] = "policy",
            ["Action"] = isListed ? "RejectCommand" : "AcceptConnection",
            ["SmtpResponse"] = isListed ? $"550 5.7.1 {client} has been blocked by connection filter rule {provider}" : "",
            ["Rule"] = isListed ? "BlockProvider" : "None",
            ["Provider"] = isListed ? provider : "",
            ["ReturnCodes"] = isListed ? "127.0.0.2" : "",
            ["Recipient"] = _random.Next(3) switch { 0 => "jane@site.example", 1 => "info@site.example", _ => "sales@site.example" },
            ["Sender"] = isListed ? "offer@bulk.example" : "partner@company.example",
            ["Helo"] = isListed ? "mail.bulk.example" : "mx.company.example",
            ["Milliseconds"] = _random.Next(2, 40).ToString(CultureInfo.InvariantCulture),
            ["Listed"] = isListed ? $"\"{provider}=127.0.0.2\"" : "",
        };
        return string.Join(',', LogColumns.Fields.Split(',').Select(column => values.GetValueOrDefault(column, ""))) + "\n";
    }

    private string Provider()
    {
        var chance = _random.Next(Lists.Sum(static list => list.Weight));
        foreach (var (provider, _, weight) in Lists)
        {
            if ((chance -= weight) < 0)
                return provider;
        }

        return Lists[0].Provider;
    }
}
