using System;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.TransportHost.Smtp;

public sealed class AuthenticationTests
{
    private static readonly string Right = Base64("\0user\0secret");

    [Fact]
    public async Task Credentials_come_with_the_command()
    {
        await using var host = await Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("235 2.7.0", "AUTH PLAIN " + Right);
        await client.Expect("503", "AUTH PLAIN " + Right);
    }

    [Fact]
    public async Task Credentials_come_after_the_challenge()
    {
        await using var host = await Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        Assert.Equal("334 ", await client.Ask("auth plain"));
        await client.Expect("235", Right);
    }

    [Fact]
    public async Task The_agent_sees_who_it_is_and_that_filters_are_to_be_passed_by()
    {
        await using var host = await Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("235", "AUTH PLAIN " + Right);
        await client.Mail("a@example.org", "x: y\r\n\r\n", "b@example.org");
        Assert.Contains("OnAuthCommand PLAIN", host.Events);
        Assert.Contains("OnEndOfAuthentication user", host.Events);
        Assert.Contains("OnEndOfHeaders external=True last=loopback bypass=True", host.Events);
    }

    [Theory]
    [InlineData("\0user\0wrong")]
    [InlineData("\0other\0secret")]
    [InlineData("usersecret")]
    public async Task Wrong_credentials_leave_the_session_anonymous(string credentials)
    {
        await using var host = await Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("535 5.7.8", "AUTH PLAIN " + Base64(credentials));
        await client.Mail("a@example.org", "x: y\r\n\r\n", "b@example.org");
        Assert.Contains("OnEndOfHeaders external=True last=loopback bypass=False", host.Events);
        Assert.DoesNotContain("OnEndOfAuthentication user", host.Events);
    }

    [Fact]
    public async Task What_is_not_base64_is_wrong()
    {
        await using var host = await Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("535", "AUTH PLAIN ???");
    }

    [Fact]
    public async Task A_client_may_think_better_of_it()
    {
        await using var host = await Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect("334", "AUTH PLAIN");
        await client.Expect("501 5.7.0", "*");
        await client.Expect("250", "NOOP");
    }

    [Theory]
    [InlineData("AUTH", "501")]
    [InlineData("AUTH LOGIN", "504")]
    public async Task Other_mechanisms_are_unknown(string command, string reply)
    {
        await using var host = await Start();
        await using var client = await SmtpClient.Greeted(host.Plain);
        await client.Expect(reply, command);
    }

    [Fact]
    public async Task It_is_for_EHLO_and_outside_of_a_transaction()
    {
        await using var host = await Start();
        await using var client = await SmtpClient.Open(host.Plain);
        await client.Line();
        await client.Expect("250", "HELO client.example");
        await client.Expect("503", "AUTH PLAIN " + Right);
        await client.Expect("250", "EHLO client.example");
        await client.Expect("250", "MAIL FROM:<>");
        await client.Expect("503", "AUTH PLAIN " + Right);
    }

    private static Task<Host> Start() => Host.Start(new SmtpSettings { UserName = "user", Password = "secret" });

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
