using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing;
using IpBlock.Testing.Manual;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests.Metrics;

/// <summary>The dashboard and the alert rules of the packages, on a real Prometheus that reads the page of a real service.</summary>
public sealed partial class DashboardTests
{
    private const string Settings = """
        {
          "blockProviders": [
            { "name": "one", "lookupDomain": "bl.mailspike.net", "anyMatch": true },
            { "name": "dead", "lookupDomain": "dead.test", "anyMatch": true }
          ],
          "lists": [ { "name": "mine", "file": "mine.txt" } ],
          "dns": { {dns} }, "service": { {service} }
        }
        """;

    [Fact]
    public async Task Every_panel_shows_something()
    {
        await using var service = await StartAsync();
        await using var prometheus = await Prometheus.StartAsync(service.Metrics);
        using var stop = new CancellationTokenSource();
        var mail = DeliverAsync(service, stop.Token);
        var empty = Expressions().ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(empty);
        await Waiting.UntilAsync(
            async () =>
            {
                foreach (var expression in empty.ToList())
                {
                    if ((await prometheus.QueryAsync(expression)).Any(static one => !double.IsNaN(one.Value)))
                        empty.Remove(expression);
                }

                return empty.Count == 0;
            },
            () => "Nothing is shown by:\n" + string.Join('\n', empty),
            between: TimeSpan.FromMilliseconds(500));
        await stop.CancelAsync();
        await mail;
    }

    // What an alert is about must be there before anything is wrong: a name that is written wrongly would never raise it.
    [Fact]
    public async Task Every_metric_of_an_alert_is_on_the_page()
    {
        await using var service = await StartAsync();
        using (var client = await service.ConnectAsync())
            await client.AskAsync(PolicyClient.Request("192.0.2.7"));
        var (_, page) = await SettingsTests.GetAsync(service, "/metrics");
        var rules = WrittenFile.Read("packaging/prometheus/ipblock.rules.yml");
        var names = Names().Matches(string.Concat(rules.Split('\n').Where(static line => !line.TrimStart().StartsWith('#')))).Select(static match => match.Value).Distinct().ToList();
        Assert.True(names.Count > 10);
        Assert.DoesNotContain(names, name => !page.Contains("# HELP " + Suffix().Replace(name, ""), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_alert_is_raised_when_it_must_be_and_not_before()
    {
        using var folder = new ScratchFolder();
        folder.Write("ipblock.rules.yml", WrittenFile.Read("packaging/prometheus/ipblock.rules.yml"));
        var tests = folder.Write("alerts.yml", WrittenFile.Read("tests/Service.Tests/Metrics/alerts.yml"));
        var (code, output) = await RealProcess.RunAsync("/usr/bin/promtool", ["test", "rules", tests]);
        Assert.True(code == 0, output);
        var named = AlertNames().Matches(WrittenFile.Read("packaging/prometheus/ipblock.rules.yml")).Select(static match => match.Groups["name"].Value);
        Assert.All(named, name => Assert.Contains(name, File.ReadAllText(tests), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_is_as_promtool_wants_it()
    {
        await using var service = await StartAsync();
        using (var client = await service.ConnectAsync())
            await client.AskAsync(PolicyClient.Request("192.0.2.7"));
        var (_, page) = await SettingsTests.GetAsync(service, "/metrics");
        using var folder = new ScratchFolder();
        var file = folder.Write("page.txt", page);
        var (code, output) = await RealProcess.RunAsync("/bin/sh", ["-c", $"promtool check metrics < '{file}'"]);
        Assert.True(code == 0, output);
    }

    private static async Task<ServiceUnderTest> StartAsync()
    {
        var service = await ServiceUnderTest.StartAsync(Settings);
        service.Folder.Write("mine.txt", "203.0.113.0/24\n");
        service.Host.Engine.Reload();
        service.Dns.Zone("bl.mailspike.net").Lists("192.0.2.7", "127.0.0.2").Lists("127.0.0.2", "127.0.0.2");
        service.Dns.Zone("dead.test").ServFail();
        return service;
    }

    // Clients that are listed, and ever new ones that are not, until it is enough.
    private static async Task DeliverAsync(ServiceUnderTest service, CancellationToken stop)
    {
        using var client = await service.ConnectAsync();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            await client.AskAsync(PolicyClient.Request(i % 2 == 0 ? "192.0.2.7" : $"198.51.{i / 250 % 250}.{i % 250}", instance: $"i{i}"));
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static IEnumerable<string> Expressions()
    {
        using var dashboard = JsonDocument.Parse(WrittenFile.Read("packaging/grafana/ipblock.json"));
        foreach (var panel in dashboard.RootElement.GetProperty("panels").EnumerateArray())
        {
            if (!panel.TryGetProperty("targets", out var targets))
                continue;
            foreach (var target in targets.EnumerateArray())
            {
                yield return target.GetProperty("expr").GetString()!
                    .Replace("$__rate_interval", "30s", StringComparison.Ordinal).Replace("$instance", ".*", StringComparison.Ordinal);
            }
        }
    }

    [GeneratedRegex("(ipblock|process)_[a-z_]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suffix();

    [GeneratedRegex("alert: (?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AlertNames();
}
