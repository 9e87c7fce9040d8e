using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Servers;
using Microsoft.Playwright;
using Xunit;

namespace IpBlock.Manager.Tests.Figures;

/// <summary>What the page takes, with the goals of docs/performance.md. Explicit: on a busy machine they are missed for other reasons.</summary>
public sealed class PageFigures(Chromium browser)
{
    private const int Circuits = 20;
    private const int PerSecond = 500;
    private const int Connections = 10;
    private const int Seconds = 15;
    private static readonly string[] Paths = ["/", "/log", "/providers", "/reports", "/lists", "/what-if"];
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private readonly int _port = Free.Port();

    private string Settings => $$"""
        { "service": { "policyListen": [ "127.0.0.1:{{_port}}" ], "milterListen": [], "metricsListen": [] }, "dns": { "servers": [ "127.0.0.1:9" ] },
          "health": { "enabled": false }, "blockList": [ { "address": "192.0.2.10" } ] }
        """;

    [Fact(Explicit = true)]
    public async Task First_response_idle_memory_and_twenty_circuits()
    {
        var watch = Stopwatch.StartNew();
        await using var site = await ManagerSite.StartProgramAsync(browser, Settings);
        Say($"listening after {watch.Elapsed.TotalSeconds:0.00} s");
        watch.Restart();
        using (var client = new HttpClient())
            await client.GetStringAsync(new Uri(site.Url + "/sign-in"), TestContext.Current.CancellationToken);
        var first = watch.Elapsed;
        Say($"first response, the first of the process, after {first.TotalMilliseconds:0} ms");
        await Task.Delay(Idle, TestContext.Current.CancellationToken);
        var idle = Memory(site, "idle, nobody signed in");
        await site.StartServiceAsync();
        await LoadAsync(Connections, seconds: 2);

        var page = await site.SignInAsync(Role.Administrator);
        await page.GotoAsync("/log");
        await page.Locator("tbody tr").First.WaitForAsync();
        watch.Restart();
        await page.GotoAsync("/");
        await page.GetByTestId("standing").WaitForAsync();
        Say($"overview to be seen after {watch.Elapsed.TotalMilliseconds:0} ms");
        var pages = new List<IPage> { page };
        while (pages.Count < Circuits)
        {
            var another = await page.Context.NewPageAsync();
            await another.GotoAsync(Paths[pages.Count % Paths.Length]);
            await another.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
            pages.Add(another);
        }

        await Task.Delay(Idle, TestContext.Current.CancellationToken);
        var full = Memory(site, $"{Circuits} circuits");
        var before = ProcessFigures.Processor(site.ProcessId);
        await Task.Delay(Idle, TestContext.Current.CancellationToken);
        var share = (ProcessFigures.Processor(site.ProcessId) - before) / Idle.TotalSeconds;
        Say($"processor with {Circuits} circuits that are looked at: {100 * share:0} % of one");
        site.AssertNoFaults();
        Assert.True(first < TimeSpan.FromSeconds(1), "first response");
        Assert.True(idle < 150, "idle");
        Assert.True(full < 300, "20 circuits");
    }

    [Fact(Explicit = true)]
    public async Task The_live_log_at_five_hundred_decisions_a_second()
    {
        await using var site = await ManagerSite.StartProgramAsync(browser, Settings);
        await site.StartServiceAsync();
        var page = await site.SignInAsync(Role.Operator, "/log?client=192.0.2.10");
        await Assertions.Expect(page.GetByTestId("live")).ToHaveTextAsync("Live");
        var (watch, before) = (Stopwatch.StartNew(), ProcessFigures.Processor(site.ProcessId));
        var load = LoadAsync(Connections, Seconds);
        var clicks = new List<double>();
        while (!load.IsCompleted)
        {
            clicks.Add(await TimedAsync(page, "Pause", "Paused"));
            clicks.Add(await TimedAsync(page, "Resume", "Live"));
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        var sent = await load;
        var share = (ProcessFigures.Processor(site.ProcessId) - before) / watch.Elapsed.TotalSeconds;
        Say($"{sent / watch.Elapsed.TotalSeconds:0} decisions a second, the page's processor {100 * share:0} % of one");
        clicks.Sort();
        Say($"a click is carried out after {clicks[clicks.Count / 2]:0} ms in the median, {clicks[^1]:0} ms at most of {clicks.Count}");
        watch.Restart();
        await Assertions.Expect(page.Locator("caption")).ToHaveTextAsync(string.Create(CultureInfo.InvariantCulture, $"{sent:N0} decisions, newest first"));
        Say($"all {sent} counted {watch.Elapsed.TotalMilliseconds:0} ms after the last");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
        Memory(site, "after it");
        site.AssertNoFaults();
    }

    private static async Task<double> TimedAsync(IPage page, string button, string then)
    {
        var watch = Stopwatch.StartNew();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("live")).ToHaveTextAsync(then);
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>So many messages a second of a client that is rejected, each a line of the log.</summary>
    private async Task<int> LoadAsync(int connections, int seconds)
    {
        var each = PerSecond / connections;
        var watch = Stopwatch.StartNew();
        var sent = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var policy = await PolicyClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _port));
            var count = 0;
            for (; count < each * seconds; count++)
            {
                if (TimeSpan.FromSeconds((double)count / each) - watch.Elapsed is { Ticks: > 0 } early)
                    await Task.Delay(early);
                Assert.StartsWith("550", await policy.AskAsync(PolicyClient.Request("192.0.2.10")), StringComparison.Ordinal);
            }

            return count;
        })));
        return sent.Sum();
    }

    private static double Memory(ManagerSite site, string when)
    {
        var (resident, proportional) = ProcessFigures.Memory(site.ProcessId);
        Say($"{when}: {resident:0} MB resident, {proportional:0} MB proportional");
        return resident;
    }

    private static void Say(FormattableString text) => TestContext.Current.TestOutputHelper!.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
