using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Service.Milter;
using IpBlock.Testing.Dns;
using Xunit;

namespace IpBlock.Service.Tests.Milter;

/// <summary>When a session waits, and what it does when there is no verdict.</summary>
public sealed class SessionTests
{
    private const string Offer = @"O \0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff";
    private const string Listed = @"C mail\04\x9c\x40192.0.2.2\0";
    private const string Recipient = @"R <user@site.example>\0";

    [Fact]
    public async Task Connect_is_answered_while_the_lookups_run_and_the_recipient_waits_for_them()
    {
        var verdict = new TaskCompletionSource<Verdict>();
        using var door = new TestDoor(evaluate: _ => verdict.Task);
        var session = await ConnectAsync(door, "c");
        var asked = TestDoor.SayAsync(session, Recipient);
        Assert.False(asked.IsCompleted);

        verdict.SetResult(Verdict.WithoutSettings(default));
        Assert.Equal(["a"], await asked);
    }

    [Fact]
    public async Task With_the_refusal_at_connect_that_waits()
    {
        var verdict = new TaskCompletionSource<Verdict>();
        using var door = new TestDoor("connect", evaluate: _ => verdict.Task);
        var session = new MilterSession(door.Door);
        await TestDoor.SayAsync(session, Offer);
        var asked = TestDoor.SayAsync(session, Listed);
        Assert.False(asked.IsCompleted);

        verdict.SetResult(Verdict.WithoutSettings(default));
        Assert.Equal(["a"], await asked);
    }

    [Fact]
    public async Task A_list_is_asked_once_however_many_recipients_there_are()
    {
        await using var dns = ScriptedDnsServer.Start();
        dns.Zone("list.test").Lists("192.0.2.2", "127.0.0.2");
        using var door = new TestDoor("""{ "blockProviders": [ { "name": "list", "lookupDomain": "list.test", "anyMatch": true } ], "dns": { "servers": [ "{{dns}}" ] } }""", dns: dns.EndPoint);
        var session = await ConnectAsync(door, "c");
        for (var i = 0; i < 5; i++)
            Assert.Equal([@"y 550 5.7.1 192.0.2.2 has been blocked by connection filter rule list\0"], await TestDoor.SayAsync(session, Recipient));
        Assert.Single(dns.Queries, query => query.Name == "2.2.0.192.list.test");
    }

    [Fact]
    public async Task Silent_lists_ask_the_client_to_come_again_when_the_settings_say_so()
    {
        await using var dns = ScriptedDnsServer.Start();
        using var door = new TestDoor(
            """{ "blockProviders": [ { "name": "list", "lookupDomain": "refused.test", "anyMatch": true } ], "onFailure": "defer", "dns": { "servers": [ "{{dns}}" ] } }""", dns: dns.EndPoint);
        var session = await ConnectAsync(door, "c");
        Assert.Equal([@"y 451 4.7.1 The block lists did not answer, please try again later\0"], await TestDoor.SayAsync(session, Recipient));
    }

    public static TheoryData<string, string> Failures => new() { { "passThrough", "a" }, { "tempFail", "t" } };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task An_engine_that_fails_at_once_lets_the_client_through_or_not_as_the_settings_say(string setting, string answer)
    {
        using var door = new TestDoor($$"""{ "service": { "onError": "{{setting}}" } }""", evaluate: _ => throw new InvalidOperationException("broken"));
        Assert.Equal([answer], await TestDoor.SayAsync(await ConnectAsync(door, "c"), Recipient));
        Assert.Contains("broken", Assert.Single(door.Notices, notice => notice.Id == 415).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task An_engine_that_fails_later_does_the_same(string setting, string answer)
    {
        using var door = new TestDoor($$"""{ "service": { "onError": "{{setting}}" } }""", evaluate: async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("broken");
        });
        Assert.Equal([answer], await TestDoor.SayAsync(await ConnectAsync(door), Recipient));
    }

    public static TheoryData<string> Malformed() =>
    [
        "D", @"D Cname\0", @"D Cname\0value", "C host", @"C host\0", @"C host\04", @"C host\04\x9c\x40192.0.2.2", "R", "R <user@site.example>", "O", @"O \0\0\0\x06", "z",
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_is_cut_short_ends_the_connection(string packet)
    {
        using var door = new TestDoor();
        var session = new MilterSession(door.Door);
        await TestDoor.SayAsync(session, Offer);
        Assert.Contains(Assert.Single(await TestDoor.SayAsync(session, packet)), (IEnumerable<string>)["Malformed", "NotNegotiated", "UnknownCommand"]);
    }

    [Fact]
    public async Task Of_macros_nothing_is_kept_but_what_is_used()
    {
        using var door = new TestDoor();
        var session = new MilterSession(door.Door);
        await TestDoor.SayAsync(session, Offer);
        var many = string.Concat(Enumerable.Range(0, 10_000).Select(i => $@"name{i}\0{new string('x', 50)}\0"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 20; i++)
            Assert.Empty(await TestDoor.SayAsync(session, "D R" + many + @"i\0" + new string('q', 5000) + @"\0"));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 12L << 20);
        GC.KeepAlive(session);
    }

    private static async Task<MilterSession> ConnectAsync(TestDoor door, string? answer = null)
    {
        var session = new MilterSession(door.Door);
        await TestDoor.SayAsync(session, Offer);
        var said = await TestDoor.SayAsync(session, Listed);
        if (answer is not null)
            Assert.Equal([answer], said);
        return session;
    }
}
