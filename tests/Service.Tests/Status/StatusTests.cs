using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Status;

/// <summary>Real processes, and what the command line says of them.</summary>
public sealed class StatusTests : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");

    private readonly ScratchFolder _shared = new();
    private readonly ScriptedDnsServer _dns = ScriptedDnsServer.Start();

    public async ValueTask DisposeAsync()
    {
        await _dns.DisposeAsync();
        _shared.Dispose();
    }

    [Fact]
    public async Task Of_two_services_each_is_told_the_truth_of_an_old_list_a_broken_file_a_death_and_a_stop()
    {
        using var one = new Cli(Settings("\"lists\": [ { \"name\": \"drop\", \"file\": \"drop.txt\" } ],"));
        using var two = new Cli(Settings(""));
        one.Write("drop.txt", "192.0.2.0/24\n198.51.100.0/24\n");
        await using var first = await ServeAsync(one);
        await using (var second = await ServeAsync(two))
        {
            await UntilAsync(one, static status => (string?)status["severity"] == "well");
            await UntilAsync(two, static status => (string?)status["severity"] == "well");
            Assert.Equal(0, (await one.RunAsync("status")).Code);
            Assert.NotEqual((int)Process(await StatusAsync(one))["processId"]!, (int)Process(await StatusAsync(two))["processId"]!);

            one.Write("drop.txt", "<html>\n");
            var old = await UntilAsync(one, static status => (bool?)Process(status)["lists"]!.FirstOrDefault()?["oldVersion"] == true);
            Assert.Equal(2, (int)Process(old)["lists"]![0]!["entries"]!);
            var told = await one.RunAsync("status");
            Assert.Equal(1, told.Code);
            Assert.Contains("List drop: an old version is active", Unwrapped(told.Output), StringComparison.Ordinal);
            Assert.All(told.Output.Split('\n'), static line => Assert.True(line.Length <= 80 || !line.Contains(' ', StringComparison.Ordinal)
                || line.TrimStart().Split(' ').Length <= 2, line));
            Assert.Contains(" old version ", await one.DoAsync("lists", "show"), StringComparison.Ordinal);
            Assert.Contains("an old version is active (2 entries)", (await one.RunAsync("check", "203.0.113.1")).Output, StringComparison.Ordinal);
            Assert.Equal("well", (string?)(await StatusAsync(two))["severity"]);

            File.WriteAllText(two.SettingsPath, "{ \"blockLust\": [] }");
            await UntilAsync(two, static status => Process(status)["settings"]!["errors"]!.Any());
            told = await two.RunAsync("status");
            Assert.Equal(1, told.Code);
            Assert.Contains("The settings file has errors; the previous settings remain active.", Unwrapped(told.Output), StringComparison.Ordinal);
            Assert.Contains("did you mean blockList?", Unwrapped(told.Output), StringComparison.Ordinal);

            await SignalAsync(second, "KILL");
        }

        var dead = await two.RunAsync("status");
        Assert.Equal(2, dead.Code);
        Assert.Contains("Process not running: ", Unwrapped(dead.Output), StringComparison.Ordinal);
        Assert.Contains("ended unexpectedly", Unwrapped(dead.Output), StringComparison.Ordinal);

        await SignalAsync(first, "TERM");
        await UntilAsync(one, static status => (bool)Process(status)["running"]! == false);
        var stopped = await one.RunAsync("status");
        Assert.Equal(2, stopped.Code);
        Assert.Contains("was stopped at ", Unwrapped(stopped.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_with_a_broken_file_is_told_as_what_it_is_and_a_process_without_settings_too()
    {
        using var cli = new Cli(Settings(""));
        await using (await ServeAsync(cli))
            await UntilAsync(cli, static status => (string?)status["severity"] == "well");
        File.WriteAllText(cli.SettingsPath, "nonsense");
        await using (await ServeAsync(cli))
        {
            var status = await UntilAsync(cli, static status => (bool)Process(status)["running"]!);
            Assert.Equal(("warning", true), ((string?)status["severity"], (bool)Process(status)["settings"]!["restored"]!));
        }
    }

    [Fact]
    public async Task A_suspended_provider_is_probed_when_it_is_asked_for_and_comes_back()
    {
        _dns.Zone("dead.test").ServFail();
        using var cli = new Cli(Settings("\"blockProviders\": [ { \"name\": \"Dead\", \"lookupDomain\": \"dead.test\", \"anyMatch\": true }, { \"name\": \"Good\", \"lookupDomain\": \"good.test\", \"anyMatch\": true } ],"));
        _dns.Zone("good.test").Lists("127.0.0.2", "127.0.0.2");
        Assert.Contains(" not known ", await cli.DoAsync("provider", "list"), StringComparison.Ordinal);
        await using var serve = await ServeAsync(cli);
        await UntilAsync(cli, static status => Process(status)["providers"]!.Any(static provider => (bool)provider["suspended"]!));
        var lines = (await cli.DoAsync("provider", "list")).Split('\n');
        Assert.Contains(lines, static line => line.Contains("Dead", StringComparison.Ordinal) && line.Contains(" silent ", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.Contains("Good", StringComparison.Ordinal) && line.Contains(" healthy ", StringComparison.Ordinal));
        Assert.Equal(1, (await cli.RunAsync("provider", "retry", "dead")).Code);

        _dns.Zone("dead.test").Honest().Lists("127.0.0.2", "127.0.0.2");
        var retried = await cli.RunAsync("provider", "retry", "dead");
        Assert.Equal((0, ""), (retried.Code, retried.Error));
        Assert.Contains("healthy again, and queried from now on", retried.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await cli.RunAsync("provider", "retry", "good")).Code);
    }

    [Fact]
    public async Task Without_a_process_nothing_can_be_retried()
    {
        using var cli = new Cli(Settings("\"blockProviders\": [ { \"name\": \"Dead\", \"lookupDomain\": \"dead.test\", \"anyMatch\": true, \"enabled\": false }, { \"name\": \"Good\", \"lookupDomain\": \"good.test\", \"anyMatch\": true } ],"));
        var none = await cli.RunAsync("provider", "retry", "good");
        Assert.Equal(2, none.Code);
        Assert.Contains("process not running", none.Error, StringComparison.Ordinal);
        Assert.Contains("is disabled", (await cli.RunAsync("provider", "retry", "dead")).Error, StringComparison.Ordinal);
        Assert.Contains("there is no block provider 'x'", (await cli.RunAsync("provider", "retry", "x")).Error, StringComparison.Ordinal);
    }

    private string Settings(string properties) => $$"""
        { {{properties}} "dns": { "servers": [ "{{_dns.EndPoint}}" ] }, "log": { "directory": "{{_shared.Path}}" },
          "service": { "policyListen": [ "127.0.0.1:0" ], "milterListen": [], "metricsListen": [] } }
        """;

    private static Task<RealProcess> ServeAsync(Cli cli) => RealProcess.StartAsync(
        "dotnet", [Program, "serve", "--settings", cli.SettingsPath], static process =>
            Task.FromResult(process.Output.Contains(" 400 ", StringComparison.Ordinal)),
        environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["JOURNAL_STREAM"] = "", ["NOTIFY_SOCKET"] = "", ["WATCHDOG_USEC"] = "" });

    private static async Task<JToken> StatusAsync(Cli cli) => (await cli.RunAsync("status", "--json")).Json;

    private static JToken Process(JToken status) => Assert.Single(status["processes"]!);

    private static async Task<JToken> UntilAsync(Cli cli, Func<JToken, bool> condition)
    {
        for (var tries = 0; ; tries++)
        {
            var status = await StatusAsync(cli);
            if (status["processes"]!.Count() == 1 && condition(status))
                return status;
            Assert.True(tries < 600, status.ToString());
            await Task.Delay(100);
        }
    }

    private static string Unwrapped(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Task SignalAsync(RealProcess process, string signal) =>
        RealProcess.RunAsync("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
}
