using System;
using System.Linq;
using System.Net;
using Xunit;

namespace IpBlock.Testing.Sessions;

public sealed class SessionFileTests
{
    private const string Example = """
        # A listed client is refused for one recipient and accepted for the exempt one.
        settings: reject-at-recipient
        client: 192.0.2.2
        only: agent, postfix

        > RCPT TO:<user@site.example>
        < 550 5.7.1 192.0.2.2 has been blocked
        <postfix 554 5.7.1 <user@site.example>: blocked
        log: action=reject rule=block-provider reason="seen spamming"
        auth: alice secret
        < 2xx
        mail:
          Subject: hello

            indented
          .dot
        delivered: exempt@site.example, other@site.example
        # the end
        > QUIT
        < 221
        closed
        """;

    private readonly Session _session = SessionFile.Parse("/any/where/refused.session", Example).Single();

    [Fact]
    public void The_head_says_who_comes_where()
    {
        Assert.Equal("refused", _session.Name);
        Assert.Equal("refused: refused", _session.ToString());
        Assert.Equal("reject-at-recipient", _session.Settings);
        Assert.Equal(IPAddress.Parse("192.0.2.2"), _session.Client);
        Assert.True(_session.RunsAt("postfix"));
        Assert.False(_session.RunsAt("sendmail"));
    }

    [Fact]
    public void Every_step_is_there_with_its_line()
    {
        Assert.Equal(
            [typeof(SendStep), typeof(ReplyStep), typeof(LogStep), typeof(SendStep), typeof(ReplyStep), typeof(MailStep), typeof(DeliveredStep), typeof(SendStep), typeof(ReplyStep), typeof(ClosedStep)],
            _session.Steps.Select(step => step.GetType()));
        Assert.Equal([6, 7, 9, 10, 11, 12, 17, 19, 20, 21], _session.Steps.Select(step => step.Line));
    }

    [Fact]
    public void A_reply_may_be_another_at_one_door()
    {
        var reply = Assert.IsType<ReplyStep>(_session.Steps[1]);

        Assert.Equal(new ExpectedReply("550", "5.7.1 192.0.2.2 has been blocked"), reply.At("agent"));
        Assert.Equal(new ExpectedReply("554", "5.7.1 <user@site.example>: blocked"), reply.At("postfix"));
    }

    [Fact]
    public void A_mail_keeps_its_blank_lines_and_deeper_indents() =>
        Assert.Equal(["Subject: hello", "", "  indented", ".dot"], Assert.IsType<MailStep>(_session.Steps[5]).Lines);

    [Fact]
    public void Log_fields_may_have_blanks_in_quotes()
    {
        var fields = Assert.IsType<LogStep>(_session.Steps[2]).Fields;

        Assert.Equal(["action=reject", "reason=seen spamming", "rule=block-provider"], fields.Select(f => f.Key + "=" + f.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Auth_is_a_user_and_a_password_in_one_line() =>
        Assert.Equal("AUTH PLAIN AGFsaWNlAHNlY3JldA==", Assert.IsType<SendStep>(_session.Steps[3]).Text);

    [Fact]
    public void Several_sessions_have_names_and_a_reply_may_have_several_lines()
    {
        var sessions = SessionFile.Parse("many.session", """
            session: first
            client: ::1
            < 220-one
            < 220-two
            < 220 three
            delivered: nobody

            session: second one
            client: 127.0.0.3
            > NOOP
            """);

        Assert.Equal(["first", "second one"], sessions.Select(session => session.Name));
        Assert.Equal(new ExpectedReply("220", "one\ntwo\nthree"), Assert.IsType<ReplyStep>(sessions[0].Steps[0]).Reply);
        Assert.Equal("220-one\n220-two\n220 three", Assert.IsType<ReplyStep>(sessions[0].Steps[0]).Reply.ToString());
        Assert.Empty(Assert.IsType<DeliveredStep>(sessions[0].Steps[1]).Recipients);
        Assert.True(sessions[1].RunsAt("anything"));
    }

    [Fact]
    public void Reading_a_folder_takes_the_files_in_the_order_of_their_names()
    {
        using var folder = new Servers.ScratchFolder();
        folder.Write("b.session", "client: 127.0.0.1\nclosed\n");
        folder.Write("a.session", "client: 127.0.0.1\r\nclosed\r\n");
        folder.Write("c.txt", "no session at all");

        Assert.Equal(["a", "b"], SessionFile.LoadAll(folder.Path).Select(session => session.Name));
    }

    [Theory]
    [InlineData("", "x.session(1): there is no session in it.")]
    [InlineData("> NOOP", "x.session(1): the session has no client.")]
    [InlineData("client: 127.0.0.1", "x.session(1): nothing is said in the session.")]
    [InlineData("# c\n\nclient: 192.0.2.300\nclosed", "x.session(3): the client is no IP address.")]
    [InlineData("client:\nclosed", "x.session(1): 'client:' has no value.")]
    [InlineData("client: ::1\nclosed\nonly: agent", "x.session(3): 'only: agent' stands before what is said.")]
    [InlineData("client: ::1\nclose", "x.session(2): 'close' is none of: session client settings only > < again mail auth delivered header, no header, log closed.")]
    [InlineData("client: ::1\n< hello", "x.session(2): '< hello' is no reply: after '<' come three digits.")]
    [InlineData("client: ::1\n<250", "x.session(2): '<250' is no reply: after '<' come three digits.")]
    [InlineData("client: ::1\n< 250-more\n> NOOP", "x.session(2): a line '< 250 …' has to follow.")]
    [InlineData("client: ::1\n< 250-more\n< 251 end", "x.session(2): a line '< 250 …' has to follow.")]
    [InlineData("client: ::1\n<agent 250", "x.session(2): a reply for 'agent' stands below the reply it replaces.")]
    [InlineData("client: ::1\n< 250\n<agent 251\n<agent 252", "x.session(4): there is a reply for 'agent' already.")]
    [InlineData("client: ::1\nmail:\n> QUIT", "x.session(2): the mail has no indented lines.")]
    [InlineData("client: ::1\nagain: NOOP", "x.session(2): behind 'again:' come three digits and what the client says.")]
    [InlineData("client: ::1\nagain: 250", "x.session(2): behind 'again:' come three digits and what the client says.")]
    [InlineData("client: ::1\nauth: alice", "x.session(2): auth takes a user and a password.")]
    [InlineData("client: ::1\nlog: action", "x.session(2): 'action' is not key=value key=\"more words\".")]
    [InlineData("client: ::1\nlog: a=b a=c", "x.session(2): 'a' is there twice.")]
    [InlineData("session: a\nclient: ::1\nclosed\nsession: a\nclient: ::1\nclosed", "x.session(4): there is a session 'a' before.")]
    public void What_cannot_be_understood_is_named_with_file_and_line(string text, string message) =>
        Assert.Equal(message, Assert.Throws<SessionSyntaxException>(() => SessionFile.Parse("x.session", text)).Message);
}
