using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Service.Notify;
using IpBlock.Settings;
using IpBlock.Testing.Manual;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>docs/notify.md is true: its receiver works, its settings load.</summary>
public sealed class NotifyManualTests
{
    private const string Page = "docs/notify.md";

    [Fact]
    public async Task The_receiver_takes_what_is_signed_with_its_secret_and_nothing_else()
    {
        using var channels = new Channels();
        var port = Free.Port();
        var script = channels.Write("hook.py", Block("python"));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["SECRET"] = "ours", ["PORT"] = port.ToString(CultureInfo.InvariantCulture) };
        await using var receiver = await RealProcess.StartAsync(
            "python3", [script], _ => Probe.AcceptsAsync(new IPEndPoint(IPAddress.Loopback, port)), environment: environment);
        var url = $"http://127.0.0.1:{port}/hook";
        Assert.Equal(SendResult.Sent, await channels.PostAsync(url, ", \"secret\": \"ours\"", ca: ""));
        Assert.Contains("answers 403 Forbidden", (await channels.PostAsync(url, ", \"secret\": \"another\"", ca: "")).Problem, StringComparison.Ordinal);
        Assert.Contains("answers 403 Forbidden", (await channels.PostAsync(url, ca: "")).Problem, StringComparison.Ordinal);
        Assert.Equal(1, receiver.Output.Split('\n').Count(static line => line.StartsWith("taken {\"version\":1,", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_settings_load_and_are_complete()
    {
        var load = SettingsFile.Parse(Block("json"), "example");
        Assert.Empty(load.Errors);
        Assert.True(load.Settings!.Notify.Email is { IsComplete: true, Missing.Count: 0 });
    }

    [Fact]
    public async Task The_commands_can_be_typed_as_they_stand_there()
    {
        using var cli = new Cli("{}");
        var commands = WrittenFile.Read(Page).Split('\n').Where(static line => line.StartsWith("ipblock config set ", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, commands.Count);
        foreach (var words in commands.Select(static command => command.Replace("\"$(openssl rand -hex 32)\"", "0123", StringComparison.Ordinal).Split(' ')[1..]))
            Assert.Equal(0, (await cli.RunAsync(words)).Code);
        Assert.True(cli.Settings().Notify.Email.IsComplete);
        Assert.NotNull(cli.Settings().Notify.Webhook.Url);
    }

    private static string Block(string kind)
    {
        var text = WrittenFile.Read(Page);
        var begin = text.IndexOf("```" + kind + "\n", StringComparison.Ordinal) + kind.Length + 4;
        return text[begin..text.IndexOf("\n```", begin, StringComparison.Ordinal)];
    }
}
