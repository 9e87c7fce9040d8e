using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Testing.Dns;
using Xunit;

namespace IpBlock.EndToEnd;

/// <summary>What lists in files do beyond single sessions.</summary>
public sealed class ListTests(Doors doors) : IClassFixture<Doors>
{
    private const string AtConnect = ", \"milterRejectAt\": \"connect\"";
    private const string ByHand = "198.51.100.10 has been blocked by connection filter rule IP Block list";
    private static readonly TimeSpan TakeOverLimit = TimeSpan.FromSeconds(5);
    private static readonly string[] Envelope = ["EHLO mail.sender.example", "MAIL FROM:<a@sender.example>", "RCPT TO:<user@site.example>"];

    [Fact]
    public async Task One_entry_is_enough_to_block_at_connect_in_Postfix_by_the_policy_service()
    {
        await using var door = await PostfixDoor.StartAsync("lists", doors.Lists.EndPoint, "smtpd_client_restrictions", "smtpd_delay_reject = no");
        using var listed = await Smtp.ConnectAsync(door.Proxied, "198.51.100.10");
        Assert.Equal($"550 5.7.1 <unknown[198.51.100.10]>: Client host rejected: {ByHand}", await listed.SayAsync());
        using var served = await Smtp.ConnectAsync(door.Proxied, "198.51.100.12");
        Assert.StartsWith("220 ", await served.SayAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_entry_is_enough_to_block_at_connect_in_Postfix_by_the_milter()
    {
        await using var door = await PostfixMilterDoor.StartAsync("lists", doors.Lists.EndPoint, AtConnect);
        using var listed = await Smtp.ConnectAsync(door.Proxied, "198.51.100.10");
        Assert.StartsWith("554 ", await listed.SayAsync(), StringComparison.Ordinal);
        using var served = await Smtp.ConnectAsync(door.Proxied, "198.51.100.12");
        Assert.StartsWith("220 ", await served.SayAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_entry_is_enough_to_block_at_connect_in_Sendmail()
    {
        await using var door = await SendmailDoor.StartAsync("lists", doors.Lists.EndPoint, AtConnect);
        using var stop = new System.Threading.CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var listed = Smtp.Over(await door.ConnectAsync(System.Net.IPAddress.Parse("198.51.100.10"), stop.Token));
        Assert.StartsWith("554 ", await listed.SayAsync(), StringComparison.Ordinal);
        using var served = Smtp.Over(await door.ConnectAsync(System.Net.IPAddress.Parse("198.51.100.12"), stop.Token));
        Assert.StartsWith("220 ", await served.SayAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_replaced_while_the_agent_runs_counts_for_the_next_connection()
    {
        await using var door = await AgentDoor.StartAsync("lists", doors.Lists.EndPoint);
        await Replaced(door, async client =>
        {
            using var smtp = await Smtp.ConnectAsync(door.Proxied, client);
            return await smtp.SayAsync();
        });
    }

    [Fact]
    public async Task A_list_that_is_replaced_while_the_agent_runs_under_mono_counts_for_the_next_connection()
    {
        await using var door = await MonoDoor.StartAsync("lists", doors.Lists.EndPoint);
        await Replaced(door, async client =>
        {
            using var smtp = await Smtp.ConnectAsync(door.Server, client);
            return await smtp.SayAsync();
        });
    }

    [Fact]
    public async Task A_list_that_is_replaced_while_the_service_runs_counts_for_the_next_connection()
    {
        await using var door = await PostfixDoor.StartAsync("lists", doors.Lists.EndPoint);
        await Replaced(door, async client =>
        {
            using var smtp = await Smtp.ConnectAsync(door.Proxied, client);
            await smtp.SayAsync();
            return await smtp.SayAllAsync(Envelope);
        });
    }

    [Fact]
    public async Task A_name_exempts_from_a_list_only_when_its_own_address_is_the_clients()
    {
        await using var names = ScriptedDnsServer.Start();
        names.Reverse("203.0.113.9", "mx.partner.example");
        names.Name("mx.partner.example").Address("203.0.113.9");
        names.Reverse("203.0.113.10", "mx.partner.example");
        await using var door = await AgentDoor.StartAsync("lists", names.EndPoint);
        using var confirmed = await Smtp.ConnectAsync(door.Proxied, "203.0.113.9");
        using var claimed = await Smtp.ConnectAsync(door.Proxied, "203.0.113.10");
        Assert.StartsWith("220 ", await confirmed.SayAsync(), StringComparison.Ordinal);
        Assert.Equal("550 5.7.1 203.0.113.10 is on the list drop", await claimed.SayAsync());
    }

    private static async Task Replaced(Door door, Func<string, Task<string?>> reply)
    {
        Assert.StartsWith("550 ", await reply("203.0.113.9"), StringComparison.Ordinal);
        Assert.StartsWith("2", await reply("198.51.100.99"), StringComparison.Ordinal);
        var path = Path.Combine(door.Folder.Path, "drop.txt");
        await File.WriteAllTextAsync(path + ".new", "198.51.100.99\n");
        File.Move(path + ".new", path, overwrite: true);
        await Task.Delay(TakeOverLimit);
        Assert.StartsWith("550 ", await reply("198.51.100.99"), StringComparison.Ordinal);
        Assert.StartsWith("2", await reply("203.0.113.9"), StringComparison.Ordinal);
    }
}
