using System.Threading.Tasks;
using IpBlock.Service.Milter;
using IpBlock.Testing.Dns;
using Xunit;

namespace IpBlock.Service.Tests.Milter;

/// <summary>Whose mail it is, as the mail servers tell it.</summary>
public sealed class SenderTests
{
    private const string ByMacro = @"O \0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff";
    private const string ByMail = @"O \0\0\0\x06\0\0\0\x3f\0\x1f\xff\xff";
    private const string Old = @"O \0\0\0\x02\0\0\0\x3f\0\0\0\x7f";
    private const string Recipient = @"R <user@site.example>\0";

    [Theory]
    [InlineData(ByMacro, @"D R{mail_addr}\0{0}\0", "a@sender.example")]
    [InlineData(ByMacro, @"D R{mail_addr}\0{0}\0", "<a@sender.example>")]
    [InlineData(ByMail, @"M <{0}>\0SIZE=100\0", "a@sender.example")]
    [InlineData(ByMail, @"D M{mail_addr}\0{0}\0", "a@sender.example")]
    [InlineData(Old, @"M <{0}>\0", "@relay.example:a@sender.example")]
    public async Task Deferred_mail_is_known_by_its_sender(string offer, string told, string sender)
    {
        await using var dns = ScriptedDnsServer.Start();
        dns.Zone("list.test").Lists("192.0.2.2", "127.0.0.2");
        using var door = new TestDoor(
            """
            {
              "verdict": "score", "thresholds": { "defer": 1, "reject": 2 }, "deferOnce": { "enabled": true }, "health": { "enabled": false },
              "blockProviders": [ { "name": "list", "lookupDomain": "list.test", "anyMatch": true } ], "dns": { "servers": [ "{{dns}}" ] }
            }
            """,
            dns: dns.EndPoint);
        foreach (var (from, known) in new[] { (sender, 1), ("A@SENDER.example", 1), ("", 2), ("b@sender.example", 3), ("", 3) })
        {
            var session = new MilterSession(door.Door);
            foreach (var packet in new[] { offer, @"C mail.sender.example\04\x9c\x40192.0.2.2\0", told.Replace("{0}", from) })
                await TestDoor.SayAsync(session, packet);
            Assert.Equal([@"y 451 4.7.1 192.0.2.2 has been blocked by connection filter rule list\0"], await TestDoor.SayAsync(session, Recipient));
            Assert.Equal(known, door.Service.Engine.Deferred!.Count);
        }
    }

    [Fact]
    public async Task Answers_about_clients_and_recipients_are_counted()
    {
        using var door = new TestDoor();
        foreach (var client in (string[])["192.0.2.2", "198.51.100.7"])
        {
            var session = new MilterSession(door.Door);
            foreach (var packet in new[] { ByMail, $@"C mail.sender.example\04\x9c\x40{client}\0", @"M <a@sender.example>\0", Recipient })
                await TestDoor.SayAsync(session, packet);
        }

        var page = door.Service.Metrics.Page();
        Assert.Contains("ipblock_milter_answers_total{answer=\"reject\"} 1\n", page, System.StringComparison.Ordinal);
        Assert.DoesNotContain("ipblock_milter_answers_total{answer=\"continue\"} 0\n", page, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sender_of_one_message_is_not_that_of_the_next()
    {
        using var door = new TestDoor();
        var session = new MilterSession(door.Door);
        foreach (var packet in new[] { ByMail, @"C mail.sender.example\04\x9c\x40192.0.2.2\0", @"M <a@sender.example>\0", Recipient })
            await TestDoor.SayAsync(session, packet);
        Assert.Equal(("a@sender.example", "mail.sender.example"), (session.Sender, session.ClientName));
        await TestDoor.SayAsync(session, "A");
        Assert.Equal("", session.Sender);
        await TestDoor.SayAsync(session, @"M <>\0");
        Assert.Equal("", session.Sender);
        Assert.Equal(["Malformed"], await TestDoor.SayAsync(session, "M <cut short"));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("[192.0.2.2]")]
    [InlineData("[IPv6:2001:db8::1]")]
    public async Task A_client_without_a_name_has_none(string said)
    {
        using var door = new TestDoor();
        var session = new MilterSession(door.Door);
        foreach (var packet in new[] { ByMacro, $@"C {said}\04\x9c\x40192.0.2.2\0" })
            await TestDoor.SayAsync(session, packet);
        Assert.Equal("", session.ClientName);
    }
}
