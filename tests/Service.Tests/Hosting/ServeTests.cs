using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>The program itself: what systemd and the administrator see of it.</summary>
public sealed class ServeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");

    private readonly ScratchFolder _folder = new();
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly string _policy;

    public ServeTests()
    {
        _policy = Path.Combine(_folder.Path, "policy.sock");
        _folder.Write("ipblock.json", Settings("192.0.2.7"));
        _systemd.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.Path, "notify")));
    }

    public void Dispose()
    {
        _systemd.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Systemd_hears_of_the_start_the_watch_the_reload_and_the_end()
    {
        await using var serve = await StartAsync(("WATCHDOG_USEC", "400000"), ("JOURNAL_STREAM", "8:12345"));
        Assert.Equal("READY=1\nSTATUS=Filtering", await HearAsync("READY"));
        Assert.Equal("WATCHDOG=1", await HearAsync("WATCHDOG"));
        Assert.Equal("WATCHDOG=1", await HearAsync("WATCHDOG"));

        await KillAsync(serve, "HUP");
        Assert.Matches("^RELOADING=1\nMONOTONIC_USEC=[0-9]+$", await HearAsync("RELOADING"));
        Assert.Equal("READY=1\nSTATUS=Filtering", await HearAsync("READY"));

        await KillAsync(serve, "TERM");
        Assert.StartsWith("STOPPING=1", await HearAsync("STOPPING"), StringComparison.Ordinal);
        await ExitedAsync(serve);
        Assert.All(serve.Output.TrimEnd('\n').Split('\n'), line => Assert.Matches("^<[346]>[0-9]{3} ", line));
    }

    [Fact]
    public async Task These_tests_pass_where_hang_ups_are_ignored()
    {
        var own = typeof(ServeTests).Assembly.Location;
        var method = $"{typeof(ServeTests).FullName}.{nameof(Systemd_hears_of_the_start_the_watch_the_reload_and_the_end)}";
        var (code, output) = await RealProcess.RunAsync("env", ["--ignore-signal=HUP", "dotnet", own, "-noColor", "-method", method], TimeSpan.FromMinutes(5));
        Assert.True(code == 0, output);
        Assert.Contains("Total: 1,", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hang_up_signal_brings_a_change_into_force_and_a_termination_signal_flushes_the_log()
    {
        await using var serve = await StartAsync();
        await HearAsync("READY");
        using (var client = await PolicyClient.ConnectAsync(new UnixDomainSocketEndPoint(_policy)))
        {
            Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7")), StringComparison.Ordinal);
            _folder.Write("ipblock.json", Settings("192.0.2.8"));
            await KillAsync(serve, "HUP");
            await HearAsync("READY");
            Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.8")), StringComparison.Ordinal);
            await KillAsync(serve, "TERM");
            Assert.Null(await client.AnswerAsync());
        }

        await ExitedAsync(serve);
        var log = Directory.EnumerateFiles(Path.Combine(_folder.Path, "log"), "*.log").SelectMany(File.ReadLines).ToList();
        Assert.Equal(2, log.Count(line => line.Contains(",RejectCommand,", StringComparison.Ordinal)));
        Assert.All(serve.Output.TrimEnd('\n').Split('\n'), line => Assert.Matches("^20[0-9-]+T[0-9:.]+Z Information [0-9]{3} ", line));
    }

    [Fact]
    public async Task What_only_a_Windows_service_needs_is_not_loaded_elsewhere()
    {
        await using var serve = await StartAsync();
        await HearAsync("READY");
        var loaded = await File.ReadAllTextAsync($"/proc/{serve.Id}/maps");
        Assert.Contains("/IpBlock.Common.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("/System.ServiceProcess", loaded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ends_at_once_and_says_by_its_exit_code_whether_the_settings_are_good()
    {
        Assert.Equal(0, (await RunAsync("serve", "--check")).ExitCode);
        _folder.Write("ipblock.json", """{ "blockList": [ { "address": "192.0.2.1", "expires": "2001-01-01T00:00:00Z" } ] }""");
        var (warned, warning) = await RunAsync("serve", "--check");
        Assert.Equal(0, warned);
        Assert.Contains("warning: blockList[0]: 192.0.2.1 has already expired (2001-01-01T00:00:00Z)", warning, StringComparison.Ordinal);
        _folder.Write("ipblock.json", "{ \"blockLust\": [] }");
        var (code, output) = await RunAsync("serve", "--check");
        Assert.NotEqual(0, code);
        Assert.Contains("did you mean blockList?", output, StringComparison.Ordinal);
        Assert.Contains("would accept every client", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_with_broken_settings_goes_on_with_those_that_were_last_in_force()
    {
        var pages = new IPEndPoint(IPAddress.Loopback, Free.Port());
        _folder.Write("ipblock.json", Settings("192.0.2.7").Replace("\"metricsListen\": []", $"\"metricsListen\": [ \"{pages}\" ]", StringComparison.Ordinal));
        await using (await StartAsync())
            await HearAsync("READY");
        _folder.Write("ipblock.json", "{ \"blockLust\": [] }");
        File.Delete(_policy);

        var (code, output) = await RunAsync("serve", "--check");
        Assert.NotEqual(0, code);
        Assert.Contains("would use the last active settings, saved in ", output, StringComparison.Ordinal);
        await using var serve = await StartAsync();
        await HearAsync("READY");
        using var client = await PolicyClient.ConnectAsync(new UnixDomainSocketEndPoint(_policy));
        Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7")), StringComparison.Ordinal);
        Assert.Contains(" 103 ", serve.Output, StringComparison.Ordinal);
        using var http = new HttpClient();
        var health = await http.GetStringAsync(new Uri($"http://{pages}/health"));
        Assert.StartsWith("ok, with warnings:\nThe settings file had errors at the start; the last active settings are used.\n", health, StringComparison.Ordinal);
        Assert.Contains("did you mean blockList?", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_says_what_stands_against_good_settings_on_this_machine()
    {
        _folder.Write("log", "in the way");
        var (code, output) = await RunAsync("serve", "--check");
        Assert.Equal(0, code);
        Assert.Contains("Problem on this server: Decisions cannot be logged in ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_service_with_a_reason()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        _folder.Write("ipblock.json", Settings("192.0.2.7").Replace("unix:" + _policy, other.LocalEndPoint!.ToString()!, StringComparison.Ordinal));

        var (code, output) = await RunAsync("serve");

        Assert.NotEqual(0, code);
        Assert.Contains(" 411 ", output, StringComparison.Ordinal);
        Assert.Contains(other.LocalEndPoint.ToString()!, output, StringComparison.Ordinal);
    }

    private string Settings(string blocked) =>
        $$"""{ "blockList": [ "{{blocked}}" ], "service": { "policyListen": [ "unix:{{_policy}}" ], "milterListen": [], "metricsListen": [] } }""";

    // Whoever runs the tests under nohup hands down to every program that hang-ups are ignored; systemd never does.
    private Task<RealProcess> StartAsync(params (string Name, string Value)[] environment) =>
        RealProcess.StartAsync("env", ["--default-signal=HUP", "dotnet", Program, "serve"], _ => Probe.AcceptsAsync(_policy), environment: Environment(environment));

    private Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        RealProcess.RunAsync("dotnet", [Program, .. arguments], environment: Environment([]));

    private Dictionary<string, string> Environment((string Name, string Value)[] more)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["IPBLOCK_SETTINGS"] = Path.Combine(_folder.Path, "ipblock.json"),
            ["NOTIFY_SOCKET"] = Path.Combine(_folder.Path, "notify"),
            ["JOURNAL_STREAM"] = "",
            ["WATCHDOG_USEC"] = "",
        };
        foreach (var (name, value) in more)
            all[name] = value;
        return all;
    }

    // The next message of this kind: the watchdog's come in between.
    private async Task<string> HearAsync(string kind)
    {
        var buffer = new byte[1024];
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var length = await _systemd.ReceiveAsync(buffer, patience.Token);
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            if (text.StartsWith(kind, StringComparison.Ordinal))
                return text;
        }
    }

    private static async Task KillAsync(RealProcess process, string signal) =>
        await RealProcess.RunAsync("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

    private static async Task ExitedAsync(RealProcess process)
    {
        var waited = Stopwatch.StartNew();
        while (!process.HasExited && waited.Elapsed < Patience)
            await Task.Delay(20);
        Assert.True(process.HasExited, "The service has not ended.");
    }
}
