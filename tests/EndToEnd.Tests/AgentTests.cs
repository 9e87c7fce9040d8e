using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.EndToEnd;

/// <summary>What the agent does beyond single sessions, with rbldnsd and unbound behind.</summary>
public sealed class AgentTests(Doors doors) : IClassFixture<Doors>
{
    private static readonly TimeSpan ReloadLimit = TimeSpan.FromSeconds(5);
    private static readonly string[] Envelope = ["EHLO mail.sender.example", "MAIL FROM:<a@sender.example>", "RCPT TO:<user@site.example>"];

    [Fact]
    public async Task Swaks_is_refused_by_the_greeting_from_a_listed_address_and_delivers_from_another()
    {
        await using var door = await AgentDoor.StartAsync("connect", doors.Lists.EndPoint);
        await ChangeSettingsAsync(door, text => text.Replace("\"exceptions\": {", "\"exceptions\": { \"exemptPrivateNetworks\": false,", StringComparison.Ordinal));

        var refused = await Swaks.RunAsync(door.Plain, "127.0.0.2", "--to", "user@site.example");
        var delivered = await Swaks.RunAsync(door.Plain, "127.0.0.3", "--to", "user@site.example");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("<** 550 5.7.1 127.0.0.2 refused by any code (any.example), 100%", refused.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("EHLO", refused.Transcript, StringComparison.Ordinal);
        Assert.Equal(0, delivered.ExitCode);
        Assert.Single(Directory.GetFiles(door.Mail, "*.eml"));
    }

    [Theory]
    [InlineData(587)]
    [InlineData(465)]
    public async Task A_listed_client_is_served_on_a_submission_port(int port)
    {
        var door = (AgentDoor)await doors.OpenAsync("agent", "connect");
        using var smtp = await Smtp.ConnectAsync(door.Proxied, "192.0.2.2", port);

        Assert.StartsWith("220 ", await smtp.SayAsync(), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await smtp.SayAllAsync(Envelope), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_from_an_internal_server_is_judged_by_the_address_it_came_from()
    {
        await using var door = await AgentDoor.StartAsync("connect", doors.Lists.EndPoint, IPNetwork.Parse("198.51.100.0/24"));

        Assert.Equal("550 5.7.1 192.0.2.2 refused by any code (any.example), 100%", await RelayAsync(door, "192.0.2.2", "user@site.example"));
        Assert.StartsWith("250 ", await RelayAsync(door, "192.0.2.77", "user@site.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Past_the_headers_one_exempt_recipient_lets_the_message_through_to_all()
    {
        await using var door = await AgentDoor.StartAsync("exempt-recipients", doors.Lists.EndPoint, IPNetwork.Parse("198.51.100.0/24"));

        Assert.StartsWith("550 ", await RelayAsync(door, "192.0.2.2", "user@site.example"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await RelayAsync(door, "192.0.2.2", "user@site.example", "postmaster@site.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_the_settings_is_in_force_within_five_seconds_while_a_connection_is_open()
    {
        await using var door = await AgentDoor.StartAsync("exempt-recipients", doors.Lists.EndPoint);
        using var open = await Smtp.ConnectAsync(door.Proxied, "192.0.2.2");
        Assert.StartsWith("220 ", await open.SayAsync(), StringComparison.Ordinal);

        await ChangeSettingsAsync(door, text => text.Replace("refused by {1}", "turned away by {1}", StringComparison.Ordinal));

        using var later = await Smtp.ConnectAsync(door.Proxied, "192.0.2.2");
        await later.SayAsync();
        Assert.Equal("550 5.7.1 192.0.2.2 turned away by any code (any.example), 100%", await later.SayAllAsync(Envelope));
        // The connection that was open keeps the verdict it began with.
        Assert.Equal("550 5.7.1 192.0.2.2 refused by any code (any.example), 100%", await open.SayAllAsync(Envelope));
    }

    [Fact]
    public async Task Broken_settings_at_start_let_mail_through_and_are_explained_and_a_mended_file_is_taken()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Settings", "connect.json"));
        await using var door = await AgentDoor.StartAsync("broken", doors.Lists.EndPoint);
        using var first = await Smtp.ConnectAsync(door.Proxied, "192.0.2.2");
        Assert.StartsWith("220 ", await first.SayAsync(), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await first.SayAllAsync(Envelope), StringComparison.Ordinal);

        var notices = await File.ReadAllTextAsync(Path.Combine(door.Folder.Path, "log", "notices.log"));
        Assert.Contains("ipblock.json:3", notices, StringComparison.Ordinal);
        Assert.Contains("anyMtach", notices, StringComparison.Ordinal);
        Assert.Contains("anyMatch", notices, StringComparison.Ordinal);
        Assert.Contains("every client is accepted", notices, StringComparison.Ordinal);

        await ChangeSettingsAsync(door, _ => text.Replace("{{dns}}", doors.Lists.EndPoint.ToString(), StringComparison.Ordinal));
        using var second = await Smtp.ConnectAsync(door.Proxied, "192.0.2.2");
        Assert.StartsWith("550 5.7.1 192.0.2.2", await second.SayAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IpBlock.Common.dll")]
    [InlineData("Newtonsoft.Json.dll")]
    public async Task A_file_missing_from_the_agents_folder_lets_mail_through(string missing)
    {
        using var folder = new ScratchFolder();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Door.AgentPath)!, "*.dll"))
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        File.Delete(Path.Combine(folder.Path, missing));
        await using var door = await MonoDoor.StartAsync("connect", doors.Lists.EndPoint, Path.Combine(folder.Path, "IpBlock.Agent.dll"));
        using var smtp = await Smtp.ConnectAsync(door.Server, "192.0.2.2");

        Assert.StartsWith("220 ", await smtp.SayAsync(), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await smtp.SayAllAsync(Envelope), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unwritable_log_stops_no_mail()
    {
        await using var door = await AgentDoor.StartAsync("connect", doors.Lists.EndPoint);
        await ChangeSettingsAsync(door, text => text.Replace("\"dns\":", "\"log\": { \"directory\": \"/proc/nowhere\" }, \"dns\":", StringComparison.Ordinal));
        using var refused = await Smtp.ConnectAsync(door.Proxied, "192.0.2.2");
        using var served = await Smtp.ConnectAsync(door.Proxied, "198.51.100.9");

        Assert.StartsWith("550 ", await refused.SayAsync(), StringComparison.Ordinal);
        Assert.StartsWith("220 ", await served.SayAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_connections_at_a_time_are_all_judged_rightly()
    {
        var door = (AgentDoor)await doors.OpenAsync("agent", "connect");
        var greetings = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var smtp = await Smtp.ConnectAsync(door.Proxied, i % 2 == 0 ? "192.0.2.2" : $"198.51.100.{i}");
            return (i, await smtp.SayAsync());
        }));

        Assert.All(greetings, one => Assert.StartsWith(one.i % 2 == 0 ? "550 5.7.1 192.0.2.2" : "220 ", one.Item2, StringComparison.Ordinal));
    }

    private static async Task<string?> RelayAsync(AgentDoor door, string origin, params string[] recipients)
    {
        using var smtp = await Smtp.ConnectAsync(door.Proxied, "198.51.100.5");
        await smtp.SayAsync();
        await smtp.SayAllAsync(["EHLO relay.site.example", "MAIL FROM:<a@sender.example>", .. recipients.Select(recipient => $"RCPT TO:<{recipient}>"), "DATA"]);
        return await smtp.SayAsync($"Received: from mail.sender.example ([{origin}]) by relay.site.example\r\nSubject: hello\r\n\r\nHello.\r\n.");
    }

    private static async Task ChangeSettingsAsync(Door door, Func<string, string> change)
    {
        await File.WriteAllTextAsync(door.SettingsPath, change(await File.ReadAllTextAsync(door.SettingsPath)));
        await Task.Delay(ReloadLimit);
    }
}
