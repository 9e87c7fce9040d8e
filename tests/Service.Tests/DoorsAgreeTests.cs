using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Service.Milter;
using IpBlock.Service.Policy;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Service.Tests.Milter;
using Xunit;

namespace IpBlock.Service.Tests;

/// <summary>The same session at the policy service and at the milter, for every combination of what can happen in one: both say the same of the recipient.</summary>
public sealed class DoorsAgreeTests
{
    private const string Good = "mail.sender.example";
    private const string Bad = "mail.site.example";

    private static readonly string[][] Names = [[], [Good], [Bad], [Bad, Good], [Good, Bad]];
    private static readonly string[] Clients = ["192.0.2.4", "192.0.2.2", "192.0.2.3", "10.1.2.3"];
    private static readonly string[] Recipients = ["user@site.example", "exempt@site.example"];

    public static TheoryData<bool, string, string, string> All()
    {
        var data = new TheoryData<bool, string, string, string>();
        foreach (var exemptAuthenticated in new[] { true, false })
        {
            foreach (var (mode, helo) in new[] { ("enforce", "enforce"), ("enforce", "report"), ("report", "enforce") })
            {
                foreach (var exempt in new[] { "\"exempt@site.example\"", "" })
                    data.Add(exemptAuthenticated, mode, helo, exempt);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_session_ends_the_same_at_both(bool exemptAuthenticated, string mode, string helo, string exempt)
    {
        using var door = new TestDoor($$"""
            {
              "mode": "{{mode}}", "rejectAt": "recipient", "blockList": [ "192.0.2.2" ], "allowList": [ "192.0.2.3" ],
              "helo": { "enabled": true, "mode": "{{helo}}", "own": [ "{{Bad}}" ] },
              "exceptions": { "exemptAuthenticated": {{(exemptAuthenticated ? "true" : "false")}}, "recipients": [ {{exempt}} ] }
            }
            """);
        var sessions = from client in Clients from names in Names from login in new[] { false, true } from recipient in Recipients select (client, names, login, recipient);
        foreach (var (client, names, login, recipient) in sessions)
        {
            var policy = await AtPolicyAsync(door, client, names, login, recipient);
            var milter = await AtMilterAsync(door, client, names, login, recipient);
            Assert.True(policy == milter, $"{client} as {string.Join(", then ", names)}{(login ? " logged in" : "")} to {recipient}: policy '{policy}', milter '{milter}'");
        }
    }

    [Theory]
    [InlineData(true, "served")]
    [InlineData(false, "550 5.7.1 192.0.2.4 has been blocked by connection filter rule HELO: the HELO name mail.site.example is a name of this server")]
    public async Task Who_has_logged_in_and_is_not_exempt_is_judged_by_his_name_too(bool exemptAuthenticated, string answer)
    {
        using var door = new TestDoor($$"""
            { "helo": { "enabled": true, "own": [ "{{Bad}}" ] }, "exceptions": { "exemptAuthenticated": {{(exemptAuthenticated ? "true" : "false")}} } }
            """);
        Assert.Equal(answer, await AtMilterAsync(door, "192.0.2.4", [Bad], true, Recipients[0]));
        Assert.Equal(answer, await AtPolicyAsync(door, "192.0.2.4", [Bad], true, Recipients[0]));
    }

    private static async Task<string> AtPolicyAsync(TestDoor door, string client, string[] names, bool login, string recipient)
    {
        var conversation = new PolicyConversation(door.Service);
        foreach (var name in names)
            await AskAsync(conversation, PolicyClient.Request(client, "", "EHLO", "i1", $"helo_name={name}\n"));
        var more = $"helo_name={names.LastOrDefault()}\n" + (login ? "sasl_method=PLAIN\nsasl_username=user\n" : "");
        var answer = await AskAsync(conversation, PolicyClient.Request(client, recipient, "RCPT", "i1", more));
        return answer[0] is >= '4' and <= '5' ? answer : "served";
    }

    private static ValueTask<string> AskAsync(PolicyConversation conversation, string text)
    {
        Assert.Equal(PolicyFlaw.None, PolicyParser.Read(Encoding.UTF8.GetBytes(text), out var request, out _));
        return conversation.AnswerAsync(request);
    }

    private static async Task<string> AtMilterAsync(TestDoor door, string client, string[] names, bool login, string recipient)
    {
        var session = new MilterSession(door.Door);
        List<string> packets = [@"O \0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff", @"D C{daemon_addr}\0192.0.2.1\0{daemon_port}\025\0", $@"C mail\04\x9c\x40{client}\0"];
        packets.AddRange(names.Select(static name => $@"H {name}\0"));
        packets.AddRange([login ? @"D R{auth_authen}\0user\0" : "D R", $@"R <{recipient}>\0"]);
        var last = "";
        foreach (var packet in packets)
        {
            foreach (var answer in await TestDoor.SayAsync(session, packet))
                last = answer;
            if (last == "a")
                return "served";
        }

        return last[0] == 'y' ? last[2..^2] : last == "c" ? "served" : last;
    }
}
