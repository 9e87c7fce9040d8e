using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Testing.Sessions;

public sealed class SessionRunnerTests
{
    private const string Whole = """
        client: 192.0.2.2
        > EHLO mail.sender.example
        < 250
        > RCPT TO:<user@site.example>
        < 550 5.7.1 192.0.2.2 has been blocked
        > DATA
        < 354
        mail:
          Subject: hello

          .dot
        < 250
        delivered: exempt@site.example
        log: action=reject
        > QUIT
        < 221
        closed
        """;

    private static string Answer(string line) =>
        line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-tiny.example\r\n250 PIPELINING"
        : line.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.7.1 192.0.2.2 has been blocked"
        : "250 ok";

    [Fact]
    public async Task A_session_that_goes_as_said_passes_and_leaves_its_transcript()
    {
        await using var server = TinySmtpServer.Start(Answer);
        var asked = new List<string>();

        var result = await RunAsync(server, Whole, asked);

        Assert.Null(result.Failure);
        Assert.Equal(["delivered exempt@site.example", "log action=reject"], asked);
        Assert.StartsWith("< 220 tiny.example\n> EHLO mail.sender.example\n< 250-tiny.example\n< 250 PIPELINING\n> RCPT", result.Transcript, StringComparison.Ordinal);
        Assert.Equal(["| Subject: hello", "| ", "| ..dot"], server.Heard.Where(line => line[0] == '|'));
    }

    [Fact]
    public async Task What_is_said_again_is_said_until_the_server_replies_as_it_is_to()
    {
        var said = 0;
        await using var server = TinySmtpServer.Start(line => line == "RSET" || ++said == 3 ? "250 ok" : "451 later");

        Assert.Null((await RunAsync(server, "client: 192.0.2.2\nagain: 250 NOOP\n> RSET\n< 250")).Failure);
        Assert.Equal(3, said);
    }

    [Fact]
    public async Task The_clients_address_travels_in_the_PROXY_header()
    {
        await using var server = TinySmtpServer.Start(Answer);

        Assert.Null((await RunAsync(server, "client: 192.0.2.2\n> NOOP\n< 250")).Failure);
        Assert.Null((await RunAsync(server, "client: 2001:db8::1\n> NOOP\n< 250")).Failure);

        var port = server.EndPoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            ["PROXY TCP4 192.0.2.2 127.0.0.1 40000 " + port, "NOOP", "PROXY TCP6 2001:db8::1 ::ffff:127.0.0.1 40000 " + port, "NOOP"], server.Heard);
    }

    [Fact]
    public async Task Without_the_PROXY_protocol_a_loopback_client_comes_from_its_own_address()
    {
        await using var server = TinySmtpServer.Start(Answer);
        var runner = new SessionRunner(new TcpSessionHost("tiny", server.EndPoint));

        (await runner.RunAsync(Parse("client: 127.0.0.7\n> NOOP\n< 250 ok"))).EnsurePassed();

        Assert.Equal([IPAddress.Parse("127.0.0.7")], server.Clients);
        await Assert.ThrowsAsync<NotSupportedException>(() => runner.RunAsync(Parse("client: 192.0.2.2\nclosed")));
    }

    [Fact]
    public async Task The_greeting_itself_may_be_the_refusal()
    {
        await using var server = TinySmtpServer.Start(Answer, "554 5.7.1 192.0.2.2 has been blocked");

        Assert.Null((await RunAsync(server, "client: 192.0.2.2\n< 554 5.7.1 192.0.2.2 has been blocked\nclosed")).Failure);
        Assert.Equal("line 1: expected '220', but the server said '554 5.7.1 192.0.2.2 has been blocked'", (await RunAsync(server, "client: 192.0.2.2\n> NOOP")).Failure);
    }

    [Theory]
    [InlineData("< 251", "line 3: expected '251', but the server said '250-tiny.example\n250 PIPELINING'")]
    [InlineData("< 250 tiny.example", "line 3: expected '250 tiny.example', but the server said '250-tiny.example\n250 PIPELINING'")]
    [InlineData("< 250-tiny.example\n< 250 PIPELINING", null)]
    [InlineData("< 2x0", null)]
    [InlineData("< 251\n<tiny 250", null)]
    [InlineData("< 250\n<other 251", null)]
    [InlineData("< 5xx", "line 3: expected '5xx', but the server said '250-tiny.example\n250 PIPELINING'")]
    public async Task Replies_are_compared_by_code_and_by_text_where_there_is_text(string expected, string? failure)
    {
        await using var server = TinySmtpServer.Start(Answer);

        Assert.Equal(failure, (await RunAsync(server, "client: 192.0.2.2\n> EHLO a.example\n" + expected)).Failure);
    }

    [Theory]
    [InlineData("250 a\rb", "line 3: the server said a bare CR or LF")]
    [InlineData("250 a\n250 b\n", "line 3: the server said a bare CR or LF")]
    [InlineData("ok", "line 3: the server said 'ok', which is no reply")]
    [InlineData("250-a\r\n251 b", "line 3: the server said '251 b', which is no reply")]
    [InlineData(null, "line 3: expected '250', but the server closed the connection")]
    public async Task What_is_no_SMTP_reply_fails_the_session(string? reply, string failure)
    {
        await using var server = TinySmtpServer.Start(_ => reply);

        Assert.Equal(failure, (await RunAsync(server, "client: 192.0.2.2\n> NOOP\n< 250")).Failure);
    }

    [Fact]
    public async Task A_reply_line_has_at_most_512_bytes()
    {
        await using var server = TinySmtpServer.Start(line => "250 " + new string('a', line is "LONG" ? 507 : 506));

        Assert.Null((await RunAsync(server, "client: 192.0.2.2\n> SHORT\n< 250")).Failure);
        Assert.Equal("line 3: the server said a line of more than 512 bytes", (await RunAsync(server, "client: 192.0.2.2\n> LONG\n< 250")).Failure);
    }

    [Fact]
    public async Task A_connection_that_stays_open_is_not_closed()
    {
        await using var server = TinySmtpServer.Start(Answer);

        Assert.Equal(
            "line 3: the connection was to be closed, but the server said '250 ok'", (await RunAsync(server, "client: 192.0.2.2\n> NOOP\nclosed")).Failure);
    }

    [Fact]
    public async Task A_server_that_says_nothing_runs_out_of_time()
    {
        await using var server = TinySmtpServer.Start(Answer);
        var runner = new SessionRunner(Host(server), TimeSpan.FromSeconds(2));

        var result = await runner.RunAsync(Parse("client: 192.0.2.2\n< 220\n< 220"));

        Assert.Equal("line 3: the time is up, and the server has not said what was expected", result.Failure);
    }

    [Fact]
    public async Task An_expectation_that_fails_or_that_nobody_can_check_fails_the_session()
    {
        await using var server = TinySmtpServer.Start(Answer);
        var session = Parse("client: 192.0.2.2\n> NOOP\n< 250\ndelivered: nobody");
        var wrong = new TcpSessionHost("tiny", server.EndPoint, proxyProtocol: true) { Delivered = _ => Task.FromResult<string?>("there is one") };

        Assert.Equal("line 4: there is one", (await new SessionRunner(wrong).RunAsync(session)).Failure);
        Assert.Equal("line 4: the host 'tiny' cannot check 'delivered'", (await new SessionRunner(Host(server)).RunAsync(session)).Failure);
    }

    [Fact]
    public async Task A_failure_shows_file_name_line_and_transcript()
    {
        await using var server = TinySmtpServer.Start(Answer);
        var result = await RunAsync(server, "session: the name\nclient: 192.0.2.2\n> NOOP\n< 251");

        var failed = Assert.Throws<SessionFailedException>(result.EnsurePassed);

        Assert.Equal("x.session, 'the name', line 4: expected '251', but the server said '250 ok'.\n< 220 tiny.example\n> NOOP\n< 250 ok\n", failed.Message);
    }

    [Fact]
    public async Task A_session_for_another_door_is_not_run()
    {
        await using var server = TinySmtpServer.Start(Answer);

        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(server, "client: 192.0.2.2\nonly: agent\n> NOOP"));
    }

    [Fact]
    public async Task A_server_that_is_not_there_fails_the_session()
    {
        var nobody = new IPEndPoint(IPAddress.Loopback, Servers.Free.Port());

        var result = await new SessionRunner(new TcpSessionHost("tiny", nobody)).RunAsync(Parse("client: 127.0.0.1\nclosed"));

        Assert.Contains("refused", result.Failure, StringComparison.Ordinal);
    }

    private static Session Parse(string text) => SessionFile.Parse("x.session", text).Single();

    private static TcpSessionHost Host(TinySmtpServer server) => new("tiny", server.EndPoint, proxyProtocol: true);

    private static Task<SessionResult> RunAsync(TinySmtpServer server, string text, List<string>? asked = null) =>
        new SessionRunner(new TcpSessionHost("tiny", server.EndPoint, proxyProtocol: true)
        {
            Delivered = recipients => Note(asked, "delivered " + string.Join(' ', recipients)),
            Log = fields => Note(asked, "log " + string.Join(' ', fields.Select(field => field.Key + "=" + field.Value))),
        }).RunAsync(Parse(text));

    private static Task<string?> Note(List<string>? asked, string what)
    {
        asked?.Add(what);
        return Task.FromResult<string?>(null);
    }
}
