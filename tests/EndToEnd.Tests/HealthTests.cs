using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Testing;
using Xunit;

namespace IpBlock.EndToEnd;

/// <summary>A real list dies, lies and gets well while mail comes in through a real mail server.</summary>
public sealed class HealthTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Envelope = ["EHLO mail.sender.example", "MAIL FROM:<a@sender.example>", "RCPT TO:<user@site.example>"];

    private int _client;

    [Theory]
    [InlineData("agent")]
    [InlineData("mono")]
    [InlineData("postfix")]
    public async Task A_list_that_begins_to_list_the_world_refuses_nobody_for_long(string name)
    {
        await using var lists = await SickLists.StartAsync();
        await using var door = await OpenAsync(name, lists.EndPoint);
        await UntilAsync(async () => (await RefusalAsync(door, "192.0.2.2"))?.Contains("sick", StringComparison.Ordinal) == true, "the first refusal");
        Assert.Null(await RefusalAsync(door, NextStranger()));

        await lists.ListTheWorldAsync();
        Assert.Contains("sick", await RefusalAsync(door, NextStranger()), StringComparison.Ordinal);
        await UntilAsync(async () => await RefusalAsync(door, NextStranger()) is null, "a stranger who is served");
        // The other list goes on.
        Assert.Contains("fine", await RefusalAsync(door, "192.0.2.3"), StringComparison.Ordinal);
        await UntilAsync(() => Task.FromResult(State(door).Contains("ListsWorld", StringComparison.Ordinal)), "the state on disk");
        Assert.Contains(door.Decisions(), static decision => decision["Missing"] == "sick=Suspended");
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("mono")]
    [InlineData("postfix")]
    public async Task A_list_whose_server_dies_while_mail_flows_holds_nobody_up_and_is_asked_again_when_it_is_back(string name)
    {
        await using var lists = await SickLists.StartAsync();
        await using var door = await OpenAsync(name, lists.EndPoint);
        await UntilAsync(async () => await RefusalAsync(door, "192.0.2.2") is not null, "the first refusal");

        await lists.DieAsync();
        await UntilAsync(async () => await RefusalAsync(door, NextStranger()) is null && State(door).Contains("\"Silent\"", StringComparison.Ordinal), "the state on disk");
        Assert.Null(await RefusalAsync(door, NextStranger()));
        Assert.Contains("fine", await RefusalAsync(door, "192.0.2.3"), StringComparison.Ordinal);

        await lists.GetWellAsync();
        await UntilAsync(async () => (await RefusalAsync(door, "192.0.2.2"))?.Contains("sick", StringComparison.Ordinal) == true, "a refusal by the list that is back");
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("mono")]
    [InlineData("postfix")]
    public async Task A_name_server_that_refuses_this_machine_is_to_blame_and_no_list(string name)
    {
        await using var lists = await SickLists.StartAsync("access-control: 127.0.0.0/8 refuse");
        await using var door = await OpenAsync(name, lists.EndPoint);
        for (var i = 0; i < 5; i++)
            Assert.Null(await RefusalAsync(door, NextStranger()));
        await UntilAsync(
            async () => await RefusalAsync(door, "192.0.2.2") is null && door.Decisions().Any(static decision => decision["Missing"] == "sick=Suspended;fine=Suspended"),
            "a decision without both lists");
        Assert.DoesNotContain("\"Silent\"", State(door), StringComparison.Ordinal);
        Assert.DoesNotContain("\"Refused\"", State(door), StringComparison.Ordinal);
    }

    private static async Task<Door> OpenAsync(string name, IPEndPoint dns) => name switch
    {
        "agent" => await AgentDoor.StartAsync("watched", dns),
        "mono" => await MonoDoor.StartAsync("watched", dns),
        _ => await PostfixDoor.StartAsync("watched", dns),
    };

    // Every stranger is one whom no resolver has asked about yet.
    private string NextStranger() => $"198.51.100.{++_client % 250 + 1}";

    /// <summary>The reply that refuses the client's recipient; null when it is served.</summary>
    private static async Task<string?> RefusalAsync(Door door, string client)
    {
        using var smtp = await Smtp.ConnectAsync(door is AgentDoor agent ? agent.Proxied : door is MonoDoor mono ? mono.Server : ((PostfixDoor)door).Proxied, client);
        var reply = await smtp.SayAsync();
        if (reply?.StartsWith("220", StringComparison.Ordinal) == true)
            reply = await smtp.SayAllAsync(Envelope);
        Assert.NotNull(reply);
        return reply.StartsWith("250 ", StringComparison.Ordinal) ? null : reply;
    }

    private static string State(Door door)
    {
        var path = Path.Combine(door.Folder.Path, "log", "health.json");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private static Task UntilAsync(Func<Task<bool>> condition, string what) =>
        Waiting.UntilAsync(condition, () => "This never came: " + what, Patience, TimeSpan.FromMilliseconds(200));
}
