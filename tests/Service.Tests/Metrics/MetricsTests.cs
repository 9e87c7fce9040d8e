using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using Xunit;

namespace IpBlock.Service.Tests.Metrics;

public sealed partial class MetricsTests
{
    private const string Settings = """
        {
          "blockProviders": [
            { "name": "a \"quoted\" \\ name", "lookupDomain": "secret-key.dq.spamhaus.net", "anyMatch": true },
            { "name": "dead", "lookupDomain": "dead.test", "anyMatch": true }
          ],
          "dns": { {dns} }, "service": { {service} }
        }
        """;

    [Fact]
    public async Task What_was_decided_asked_and_answered_is_counted()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        service.Dns.Zone("secret-key.dq.spamhaus.net").Lists("192.0.2.7", "127.0.0.2");
        service.Dns.Zone("dead.test").ServFail();
        using var client = await service.ConnectAsync();
        for (var i = 0; i < 3; i++)
            await client.AskAsync(PolicyClient.Request("192.0.2.7"));
        await client.AskAsync(PolicyClient.Request("198.51.100.7"));
        using (var broken = await service.ConnectAsync())
        {
            await broken.SendAsync("GET /\n\n");
            await broken.RestAsync();
        }

        var page = await PageAsync(service);

        Assert.Equal(3, page["""ipblock_decisions_total{rule="BlockProvider",provider="a \"quoted\" \\ name",action="RejectCommand"}"""]);
        Assert.Equal(1, page["""ipblock_decisions_total{rule="None",provider="",action="AcceptConnection"}"""]);
        Assert.Equal((3, 1), (page["""ipblock_policy_answers_total{answer="refuse"}"""], page["""ipblock_policy_answers_total{answer="dunno"}"""]));
        Assert.Equal(4, page["ipblock_verdict_seconds_count"]);
        Assert.Equal(4, page["""ipblock_verdict_seconds_bucket{le="+Inf"}"""]);
        Assert.Equal((1, 1), (page["""ipblock_dns_lookups_total{status="Records"}"""], page["""ipblock_dns_lookups_total{status="NoSuchName"}"""]));
        Assert.True(page["""ipblock_dns_lookups_total{status="ServerFailure"}"""] >= 1);
        Assert.True(page["ipblock_dns_cache_hits_total"] >= 2);
        Assert.True(page["ipblock_dns_cache_entries"] >= 3);
        Assert.Equal(1, page["ipblock_settings_in_force"]);
        Assert.Equal(2, page["""ipblock_connections_total{door="policy",event="accepted"}"""]);
        Assert.Equal(1, page["""ipblock_protocol_errors_total{door="policy",kind="NoAttribute"}"""]);
        Assert.Equal(1, page["""ipblock_connections{door="policy"}"""]);
        Assert.True(page["process_resident_memory_bytes"] > 1 << 20);
    }

    [Fact]
    public async Task What_strangers_write_into_DNS_is_on_no_page()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings.Replace("\"anyMatch\": true }", "\"anyMatch\": true, \"rejectionResponse\": \"%3\" }", StringComparison.Ordinal));
        service.Dns.Zone("dead.test").Lists("192.0.2.7", "127.0.0.2").Text("forged 1\r\nforged{a=\"b\"} 2\n");
        service.Dns.Zone("secret-key.dq.spamhaus.net").AnswersAlways("127.255.255.254").Text("forged 3\nforged 4");
        using var client = await service.ConnectAsync();
        Assert.Contains("forged 1??forged", await client.AskAsync(PolicyClient.Request("192.0.2.7")), StringComparison.Ordinal);
        foreach (var path in new[] { "/metrics", "/health" })
            Assert.DoesNotContain("forged", (await SettingsTests.GetAsync(service, path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_suspended_is_on_both_pages_and_the_service_stays_well()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        service.Dns.Zone("dead.test").ListsTheWorld("127.0.0.2");
        service.Dns.Zone("secret-key.dq.spamhaus.net").Lists("127.0.0.2", "127.0.0.2");
        Dictionary<string, double> page;
        for (var i = 0; (page = await PageAsync(service))["""ipblock_provider_suspended{kind="block",provider="dead"}"""] == 0; i++)
        {
            Assert.True(i < 600, "The list was never suspended.");
            await Task.Delay(100);
        }

        Assert.Equal(1, page["""ipblock_provider_state{kind="block",provider="dead",state="ListsWorld"}"""]);
        Assert.Equal(0, page["""ipblock_provider_suspended{kind="block",provider="a \"quoted\" \\ name"}"""]);
        Assert.Equal(0, page["ipblock_lists_cut_off"]);
        var (status, text) = await SettingsTests.GetAsync(service, "/health");
        Assert.Equal(200, status);
        Assert.StartsWith("ok, with warnings:\ndead is suspended: lists every address (", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_names_lists_that_are_not_in_force_and_that_nobody_is_refused()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            """{ "mode": "report", "lists": [ { "name": "gone", "file": "gone.txt" }, { "name": "old", "file": "old.txt" } ], "health": { "enabled": false }, "service": { {service} } }""");
        service.Folder.Write("old.txt", "<html>\n");
        service.Host.Engine.Reload();
        service.Host.Engine.Reload();
        var (status, text) = await SettingsTests.GetAsync(service, "/health");
        Assert.Equal(200, status);
        Assert.StartsWith("ok, with warnings:\nNo client is rejected, because mode is report.\nList gone is not active: its file ", text, StringComparison.Ordinal);
        Assert.Contains("\nList old is not active: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_all_clients_are_private_is_on_the_page_of_health_until_one_is_not()
    {
        await using var service = await ServiceUnderTest.StartAsync("""{ "health": { "enabled": false }, "service": { {service} } }""");
        using var client = await service.ConnectAsync();
        for (var i = 0; i < 200; i++)
            await client.AskAsync(PolicyClient.Request("172.17.0.1", instance: $"i{i}"));
        var (status, text) = await SettingsTests.GetAsync(service, "/health");
        Assert.Equal(200, status);
        Assert.StartsWith("ok, with warnings:\nThe last 200 connections or more came from private networks", text, StringComparison.Ordinal);
        await client.AskAsync(PolicyClient.Request("192.0.2.7"));
        Assert.Equal("ok\n", (await SettingsTests.GetAsync(service, "/health")).Text);
    }

    [Fact]
    public async Task Every_name_is_declared_with_help_and_type_and_no_key_is_shown()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        service.Dns.Zone("secret-key.dq.spamhaus.net").Lists("192.0.2.7", "127.0.0.2");
        using var client = await service.ConnectAsync();
        await client.AskAsync(PolicyClient.Request("192.0.2.7"));

        var (status, text) = await SettingsTests.GetAsync(service, "/metrics");

        Assert.Equal(200, status);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var helped = lines.Where(line => line.StartsWith("# HELP ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        Assert.Equal(helped.Distinct(StringComparer.Ordinal), helped);
        foreach (var line in lines.Where(line => line[0] != '#'))
        {
            Assert.Matches(SampleLine(), line);
            var name = HistogramSuffix().Replace(line.Split('{', ' ')[0], "");
            Assert.Contains(name, helped);
        }
    }

    [Fact]
    public async Task There_is_nothing_else_to_be_had_over_http()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        Assert.Equal(404, (await SettingsTests.GetAsync(service, "/")).Status);
        Assert.Equal(404, (await SettingsTests.GetAsync(service, "/metrics/../etc/passwd")).Status);
    }

    private static async Task<Dictionary<string, double>> PageAsync(ServiceUnderTest service)
    {
        var (_, text) = await SettingsTests.GetAsync(service, "/metrics");
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    [GeneratedRegex("""^[a-z_]+(\{([a-z]+="([^"\\]|\\.)*",?)+\})? [0-9.E+-]+$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SampleLine();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HistogramSuffix();
}
