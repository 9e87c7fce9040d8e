using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Smtp;

public sealed partial class SmtpConversation
{
    private bool _isExtended;

    private Task Obey(string line)
    {
        var space = line.IndexOf(' ');
        var verb = (space < 0 ? line : line.Substring(0, space)).ToUpperInvariant();
        var argument = space < 0 ? string.Empty : line.Substring(space + 1).Trim(' ');
        return verb switch
        {
            "HELO" => Helo(argument),
            "EHLO" => Ehlo(argument),
            "AUTH" => Auth(argument),
            "MAIL" => Mail(argument),
            "RCPT" => Rcpt(argument),
            "DATA" => Data(argument),
            "RSET" => Rset(),
            "NOOP" => Noop(),
            "HELP" => Help(argument),
            "VRFY" => argument.Length == 0 ? Fail(SmtpResponse.InvalidArguments, verb) : Answer(Replies.CannotVerify),
            "QUIT" => Quit(),
            "STARTTLS" or "EXPN" or "BDAT" or "TURN" or "ETRN" => Fail(SmtpResponse.UnsupportedCommand, verb),
            _ => Fail(SmtpResponse.UnrecognizedCommand, verb, ParsingStatus.ProtocolError),
        };
    }

    private Task Answer(SmtpResponse response)
    {
        Reply(response);
        return Task.CompletedTask;
    }

    private async Task Helo(string domain)
    {
        if (domain.Length == 0)
        {
            await Fail(SmtpResponse.InvalidArguments, "HELO").ConfigureAwait(false);
            return;
        }

        var e = new HeloCommandEventArgs(_session) { Domain = domain };
        if (await IsAllowed(await _events.Raise(e).ConfigureAwait(false), "HELO", e).ConfigureAwait(false))
            Hello(e.Domain, isExtended: false, new SmtpResponse("250", "", _settings.ServerName));
    }

    private async Task Ehlo(string domain)
    {
        if (domain.Length == 0)
        {
            await Fail(SmtpResponse.InvalidArguments, "EHLO").ConfigureAwait(false);
            return;
        }

        var e = new EhloCommandEventArgs(_session) { Domain = domain };
        if (await IsAllowed(await _events.Raise(e).ConfigureAwait(false), "EHLO", e).ConfigureAwait(false))
            Hello(e.Domain, isExtended: true, new SmtpResponse("250", "", Extensions()));
    }

    // RFC 5321 §4.1.4: a second greeting clears what has been begun.
    private void Hello(string domain, bool isExtended, SmtpResponse reply)
    {
        _session.HelloDomain = domain;
        _isExtended = isExtended;
        _mail = null;
        Reply(reply);
    }

    private string[] Extensions()
    {
        var lines = new List<string>
        {
            _settings.ServerName,
            "SIZE " + _settings.MaxMessageSize.ToString(CultureInfo.InvariantCulture),
            "8BITMIME",
            "PIPELINING",
            "ENHANCEDSTATUSCODES",
        };
        if (_settings.UserName != null)
            lines.Add("AUTH PLAIN");
        return lines.ToArray();
    }

    private async Task Rset()
    {
        var e = new RsetCommandEventArgs(_session);
        if (!await IsAllowed(await _events.Raise(e).ConfigureAwait(false), "RSET", e).ConfigureAwait(false))
            return;
        _mail = null;
        Reply(SmtpResponse.NoopOk);
    }

    private async Task Noop()
    {
        var e = new NoopCommandEventArgs(_session);
        if (await IsAllowed(await _events.Raise(e).ConfigureAwait(false), "NOOP", e).ConfigureAwait(false))
            Reply(SmtpResponse.NoopOk);
    }

    private async Task Help(string argument)
    {
        var e = new HelpCommandEventArgs(_session) { HelpArgument = argument };
        if (await IsAllowed(await _events.Raise(e).ConfigureAwait(false), "HELP", e).ConfigureAwait(false))
            Reply(Replies.Help);
    }

    private Task Quit()
    {
        Over(Replies.Bye, DisconnectReason.QuitVerb);
        return Task.CompletedTask;
    }
}
