using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Hosting;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>Settings that change, and settings that are no good.</summary>
public sealed class SettingsTests
{
    private const string Lists7 = """{ "blockList": [ "192.0.2.7" ], "service": { {service} } }""";
    private const string Lists8 = """{ "blockList": [ "192.0.2.8" ], "service": { {service} } }""";

    [Fact]
    public async Task A_change_is_in_force_for_the_next_message_on_a_connection_that_is_open()
    {
        await using var service = await ServiceUnderTest.StartAsync(Lists7);
        using var client = await service.ConnectAsync();
        Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7", instance: "i1")), StringComparison.Ordinal);

        service.Change(Lists8);

        Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7", instance: "i1")), StringComparison.Ordinal);
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("192.0.2.7", instance: "i2")));
        Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.8", instance: "i3")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_place_for_metrics_nothing_listens_but_the_doors()
    {
        const string Settings = """{ "service": { "policyListen": [ "127.0.0.1:0" ], "milterListen": [], "metricsListen": [] } }""";
        await using var service = await ServiceUnderTest.StartAsync(Settings);

        // At whatever port the web server would take of its own accord, the second one could not listen.
        await using var another = await ServiceUnderTest.StartAsync(Settings);
        using var client = await another.ConnectAsync();
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("198.51.100.7")));
        Assert.Equal(["policy"], another.Host.EndPoints.Select(static one => one.Door));
    }

    [Fact]
    public async Task A_change_for_the_worse_is_refused_and_told_of_by_notice_and_health()
    {
        await using var service = await ServiceUnderTest.StartAsync(Lists7);
        // A file that was written just now may be written still: it is believed to be broken a little later, and at the second look.
        service.Folder.Write("ipblock.json", """{ "blockLust": [] }""");
        File.SetLastWriteTimeUtc(service.SettingsPath, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        service.Host.Engine.Reload();
        service.Host.Engine.Reload();

        using var client = await service.ConnectAsync();
        Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7")), StringComparison.Ordinal);
        Assert.Contains(service.Notices, notice => notice.Id == 101 && notice.Text.Contains("did you mean blockList?", StringComparison.Ordinal));
        var (status, text) = await GetAsync(service, "/health");
        Assert.Equal(200, status);
        Assert.Contains("did you mean blockList?", text, StringComparison.Ordinal);

        service.Change(Lists8);
        Assert.Equal((200, "ok\n"), await GetAsync(service, "/health"));
    }

    [Fact]
    public async Task Broken_at_the_start_it_serves_at_the_usual_places_lets_everybody_through_and_filters_when_mended()
    {
        using var folder = new ScratchFolder();
        var path = folder.Write("ipblock.json", "{ nonsense");
        var notices = new Kept();
        var engine = new FilterEngine(path, Clock.System, notices);
        using var metrics = new IpBlock.Service.Metrics.ServiceMetrics();
        var context = new ServiceContext(engine, metrics, notices, Clock.System);
        var conversation = new IpBlock.Service.Policy.PolicyConversation(context);

        Assert.Equal("127.0.0.1:10040", Assert.Single(context.Settings.PolicyListen).ToString());
        Assert.Equal("DUNNO", await AskAsync(conversation, "192.0.2.7"));
        Assert.Contains(notices.All, notice => notice.Text.Contains("every client is accepted", StringComparison.Ordinal));

        folder.Write("ipblock.json", Lists7.Replace("{service}", "", StringComparison.Ordinal));
        engine.Reload();
        Assert.StartsWith("550 ", await AskAsync(conversation, "192.0.2.7"), StringComparison.Ordinal);
        engine.Dispose();
    }

    private static ValueTask<string> AskAsync(IpBlock.Service.Policy.PolicyConversation conversation, string client)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(PolicyClient.Request(client));
        IpBlock.Service.Policy.PolicyParser.Read(bytes, out var request, out _);
        return conversation.AnswerAsync(request);
    }

    internal static async Task<(int Status, string Text)> GetAsync(ServiceUnderTest service, string path)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri($"http://{service.Metrics}{path}"));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private sealed class Kept : INoticeSink
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<Notice> _all = new();

        public Notice[] All => [.. _all.ToArray()];

        public void Write(Notice notice) => _all.Enqueue(notice);
    }
}
