using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Service.Tests.Notify;
using IpBlock.Tests.Time;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IpBlock.Service.Tests.Metrics;

/// <summary>Metrics by OTLP, with a collector that takes what is posted.</summary>
public sealed class OtlpTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Metrics_are_posted_to_the_collector_that_the_settings_name_while_they_name_one()
    {
        await using var collector = await HookServer.StartAsync(certificate: null);
        var clock = new FakeClock();
        await using var service = await ServiceUnderTest.StartAsync(Settings(""), clock);
        service.Dns.Zone("otlp.test").Lists("192.0.2.7", "127.0.0.2");
        using var client = await service.ConnectAsync();
        await client.AskAsync(PolicyClient.Request("192.0.2.7"));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(collector.Requests);

        service.Change(Settings(AddressOf(collector)));
        clock.Advance(TimeSpan.FromSeconds(5));
        await client.AskAsync(PolicyClient.Request("192.0.2.7"));
        await clock.AdvanceUntilAsync(Step, () => collector.Requests.Count > 0, static () => "The collector never gets anything.");
        var (headers, body) = collector.Requests[0];
        Assert.Equal(("/v1/metrics", "application/x-protobuf"), (headers["(path)"], headers["Content-Type"]));
        var text = Encoding.Latin1.GetString(body);
        Assert.All((string[])["service.name", "ipblock_decisions_total", "ipblock_verdict_seconds", "ipblock_provider_queries_total", "a list of this test"], word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.DoesNotContain("otlp.test", text, StringComparison.Ordinal);

        service.Change(Settings(""));
        clock.Advance(TimeSpan.FromSeconds(10));
        var before = collector.Requests.Count;
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.InRange(collector.Requests.Count, before, before + 1);
    }

    [Fact]
    public async Task Errors_of_the_collector_are_counted_and_told_once_an_hour_and_no_verdict_waits()
    {
        await using var collector = await HookServer.StartAsync(certificate: null);
        collector.Answer = static context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        var clock = new FakeClock();
        await using var service = await ServiceUnderTest.StartAsync(Settings(AddressOf(collector)), clock);
        service.Dns.Zone("otlp.test").Lists("192.0.2.7", "127.0.0.2");
        await clock.AdvanceUntilAsync(Step, () => service.Host.Engine.TaskErrors.Count > 2, static () => "Nothing is counted.");
        var told = service.Notices.Where(static notice => notice.Id == 418).ToList();
        Assert.InRange(told.Count, 1, 1 + (int)clock.Elapsed.TotalHours);
        Assert.Contains("the collector answered 503", told[0].Text, StringComparison.Ordinal);
        Assert.Contains("ipblock_internal_errors_total{part=\"otlp\"}", (await SettingsTests.GetAsync(service, "/metrics")).Text, StringComparison.Ordinal);

        // One that takes the request and never answers.
        var never = new TaskCompletionSource();
        collector.Answer = _ => never.Task;
        var waiting = collector.Requests.Count;
        await clock.AdvanceUntilAsync(Step, () => collector.Requests.Count > waiting, static () => "Nothing more is sent.");
        using var client = await service.ConnectAsync();
        Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7")), StringComparison.Ordinal);
        var stopping = service.StopAsync();
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => stopping.IsCompleted, static () => "The service never stops.");
        never.SetResult();
    }

    private static string AddressOf(HookServer collector) => $", \"metricsOtlp\": \"{new Uri(collector.Url).GetLeftPart(UriPartial.Authority)}\"";

    private static string Settings(string otlp) => $$"""
        { "blockProviders": [ { "name": "a list of this test", "lookupDomain": "otlp.test", "anyMatch": true } ], "dns": { {dns} }, "service": { {service}{{otlp}} } }
        """;
}
