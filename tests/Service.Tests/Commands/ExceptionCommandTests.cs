using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class ExceptionCommandTests
{
    [Fact]
    public async Task An_at_sign_makes_a_recipient_and_everything_else_is_a_client()
    {
        using var cli = new Cli();
        await cli.DoAsync("exception", "add", "postmaster@*", "--comment", "lists ask for it");
        await cli.DoAsync("exception", "add", "*.partner.example", "--expires", "30d");
        await cli.DoAsync("exception", "add", "2001:db8::/32");
        var exceptions = cli.Settings().Exceptions;
        Assert.Equal("lists ask for it", Assert.Single(exceptions.Recipients).Comment);
        Assert.Equal(["*.partner.example", "2001:db8::/32"], exceptions.Clients.Select(client => client.Client.ToString()));
        Assert.NotNull(exceptions.Clients[0].Expires);
    }

    [Fact]
    public async Task Exceptions_are_listed()
    {
        using var cli = new Cli("""{ "exceptions": { "clients": [ "192.0.2.1" ], "recipients": [ { "recipient": "a@b.example", "comment": "boss", "expires": "2001-01-01T00:00:00Z" } ] } }""");
        Assert.Matches(@"recipient +a@b.example +2001-01-01T00:00:00Z \(expired\) +boss", await cli.DoAsync("exception", "list"));
        var list = await cli.JsonAsync("exception", "list");
        Assert.Equal([("client", "192.0.2.1", false), ("recipient", "a@b.example", true)], list.Select(one => ((string)one["type"]!, (string)one["who"]!, (bool)one["expired"]!)));
    }

    [Fact]
    public async Task No_exceptions_are_said_to_be_none()
    {
        using var cli = new Cli("{}");
        Assert.Equal("No exceptions.\n", await cli.DoAsync("exception", "list"));
    }

    [Fact]
    public async Task An_exception_is_removed()
    {
        using var cli = new Cli("""{ "exceptions": { "clients": [ "192.0.2.1" ], "recipients": [ "a@b.example" ] } }""");
        await cli.DoAsync("exception", "remove", "A@B.example");
        await cli.DoAsync("exception", "remove", "192.0.2.1");
        Assert.Equal((0, 0), (cli.Settings().Exceptions.Clients.Count, cli.Settings().Exceptions.Recipients.Count));
    }

    [Theory]
    [InlineData("user@")]
    [InlineData("*")]
    [InlineData("192.0.2.1/33")]
    public async Task What_is_neither_client_nor_recipient_is_refused(string who)
    {
        using var cli = new Cli("{}");
        Assert.Equal((2, "{}"), ((await cli.RunAsync("exception", "add", who)).Code, cli.SettingsText));
        Assert.Equal(2, (await cli.RunAsync("exception", "remove", who)).Code);
    }
}
