using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Service.Policy;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Service.Tests.Manual;

/// <summary>The manual of the service and what is packaged say what the code does.</summary>
public sealed partial class ServiceManualTests
{
    [Fact]
    public async Task Every_metric_is_in_the_manual_and_the_manual_has_no_others()
    {
        await using var service = await ServiceUnderTest.StartAsync("""{ "service": { {service} } }""");
        var (_, page) = await SettingsTests.GetAsync(service, "/metrics");
        var real = page.Split('\n').Where(line => line.StartsWith("# TYPE ipblock_", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).Order(StringComparer.Ordinal);
        var described = MetricName().Matches(Read("docs", "service.md").Split("`/metrics`, for Prometheus:")[1].Split("Two alarms")[0]).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(real, described);
    }

    [Fact]
    public void The_limits_of_the_protocol_are_in_the_manual()
    {
        var manual = Read("docs", "service.md");
        Assert.Contains($"{PolicyParser.MaxLine} bytes, {PolicyParser.MaxRequest} bytes and {PolicyParser.MaxAttributes} attributes", manual, StringComparison.Ordinal);
        Assert.Contains($"has {IpBlock.Service.Hosting.DoorConnections.StallLimit.TotalSeconds} seconds to come", manual, StringComparison.Ordinal);
        Assert.Contains($"`service.maxConnections`, {new ServiceSettings().MaxConnections};", manual, StringComparison.Ordinal);
    }

    [Fact]
    public void The_packaged_settings_are_good_and_those_of_the_manual()
    {
        var load = SettingsFile.Parse(Read("packaging", "debian", "ipblock.json"), "ipblock.json");
        Assert.Empty(load.Errors);
        Assert.Equal(new ServiceSettings().PolicyListen, load.Settings!.Service.PolicyListen);
        Assert.Equal(new ServiceSettings().MilterListen, load.Settings.Service.MilterListen);
        Assert.Equal(new ServiceSettings().MetricsListen, load.Settings.Service.MetricsListen);
        Assert.Equal("/var/log/ipblock", load.Settings.Log.Directory);
    }

    [Fact]
    public void Postfix_is_told_the_same_by_manual_and_package_and_goes_on_without_the_service()
    {
        var port = new ServiceSettings().PolicyListen[0];
        var line = $"check_policy_service {{ inet:{port}, timeout=10s, default_action=DUNNO }}";
        Assert.Contains(line, Read("docs", "postfix.md"), StringComparison.Ordinal);
        Assert.Contains(line, Read("packaging", "examples", "postfix-main.cf"), StringComparison.Ordinal);
        Assert.All(Questions().Matches(Read("docs", "postfix.md")), question => Assert.Contains("default_action=DUNNO", question.Value, StringComparison.Ordinal));
    }

    private static string Read(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IpBlock.sln")))
            folder = folder.Parent;
        return File.ReadAllText(Path.Combine([folder!.FullName, .. path]));
    }

    [GeneratedRegex("ipblock_[a-z_]+", RegexOptions.None, 1000)]
    private static partial Regex MetricName();

    [GeneratedRegex("check_policy_service .*", RegexOptions.None, 1000)]
    private static partial Regex Questions();
}
