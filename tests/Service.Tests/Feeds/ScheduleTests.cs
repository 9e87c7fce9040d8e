using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing;
using IpBlock.Testing.Certificates;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>The service as it fetches by itself.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public async Task The_service_fetches_what_is_due_and_its_doors_and_metrics_have_it()
    {
        using var authority = new Authority();
        await using var server = await FeedServer.StartAsync(authority.Good());
        server.Answer = FeedServer.Text("203.0.113.0/24\n");
        await using var service = await ServiceUnderTest.StartAsync(Settings(authority, server));
        await UntilAsync(() => Listed(service, "203.0.113.7"), service);
        Assert.Single(server.Requests);

        using var http = new HttpClient();
        var page = await http.GetStringAsync($"http://{service.Metrics}/metrics");
        Assert.Contains("ipblock_list_entries{list=\"drop\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("ipblock_list_in_force{list=\"drop\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("ipblock_list_updates_total{list=\"drop\",result=\"Updated\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("ipblock_list_age_seconds{list=\"drop\"} ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_started_anew_does_not_ask_before_it_is_time()
    {
        using var authority = new Authority();
        await using var server = await FeedServer.StartAsync(authority.Good());
        await using var first = await ServiceUnderTest.StartAsync(Settings(authority, server));
        await UntilAsync(() => Listed(first, "203.0.113.1"), first);
        await first.StopAsync();
        var settings = await File.ReadAllTextAsync(first.SettingsPath);
        await using var second = await ServiceUnderTest.StartAsync(settings.Replace("{folder}", first.Folder.Path, StringComparison.Ordinal));
        Assert.True(Listed(second, "203.0.113.1"));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2300-01-01T00:00:00Z")]
    public async Task A_record_with_a_time_beyond_belief_ends_no_start_and_the_list_is_fetched(string tried)
    {
        using var authority = new Authority();
        await using var server = await FeedServer.StartAsync(authority.Good());
        var settings = Settings(authority, server);
        var folder = settings.Split("\"directory\": \"")[1].Split('"')[0];
        var parsed = IpBlock.Settings.SettingsFile.Parse(settings.Replace("{service}", "", StringComparison.Ordinal).Replace("{dns}", "", StringComparison.Ordinal), "a").Settings!;
        var source = IpBlock.Administration.Feeds.FeedWork.SourceOf(parsed.Lists[0].Url!);
        await File.WriteAllTextAsync(Path.Combine(folder, "drop.list"), "203.0.113.77\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "drop.list.json"),
            $$"""{ "source": "{{source}}", "result": "Updated", "tried": "{{tried}}", "notBefore": "{{tried}}", "entries": 1 }""",
            TestContext.Current.CancellationToken);
        await using var service = await ServiceUnderTest.StartAsync(settings);
        await UntilAsync(() => Listed(service, "203.0.113.1"), service);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_and_nothing_else_suffers()
    {
        using var authority = new Authority();
        await using var server = await FeedServer.StartAsync(authority.Good());
        await using var service = await ServiceUnderTest.StartAsync(Settings(authority, server, "/proc/nowhere"));
        await UntilAsync(() => service.Notices.Any(notice => notice.Id == 354), service);
        Assert.NotNull(service.Host.Engine.Filter);
    }

    [Fact]
    public async Task The_folder_is_there_and_the_services_own_before_anybody_else_fetches()
    {
        using var folder = new Testing.Servers.ScratchFolder();
        var directory = Path.Combine(folder.Path, "lists");
        await using var service = await ServiceUnderTest.StartAsync($$"""{ "service": { {service} }, "feeds": { "directory": "{{directory}}" } }""");
        Assert.True(Directory.Exists(directory));
    }

    private static bool Listed(ServiceUnderTest service, string client)
    {
        Assert.True(Addresses.Address.TryParse(client, out var address));
        return service.Host.Engine.Lists.Current.FindBlocking(address, Clock.System.UtcNow) is not null;
    }

    private static string Settings(Authority authority, FeedServer server, string? directory = null)
    {
        var folder = Directory.CreateTempSubdirectory("ipblock-feeds").FullName;
        authority.WriteTo(Path.Combine(folder, "ca.pem"));
        return $$"""
            { "service": { {service} }, "dns": { {dns} }, "log": { "enabled": false },
              "feeds": { "directory": "{{directory ?? folder}}", "caFile": "{{folder}}/ca.pem" },
              "lists": [ { "name": "drop", "url": "{{server.Url}}" } ] }
            """;
    }

    private static Task UntilAsync(Func<bool> condition, ServiceUnderTest service) =>
        Waiting.UntilAsync(condition, () => "It never came: " + string.Join('\n', service.Notices.Select(static notice => notice.Text)));
}
