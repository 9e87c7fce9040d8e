using System;
using System.Globalization;
using System.Threading.Tasks;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Smtp;

public sealed partial class SmtpConversation
{
    private HostMailItem? _mail;

    private async Task Mail(string argument)
    {
        if (_session.HelloDomain == null || _mail != null)
        {
            await Fail(SmtpResponse.BadCommandSequence, "MAIL").ConfigureAwait(false);
            return;
        }

        var path = PathArgument.Parse(argument, "FROM");
        var e = new MailCommandEventArgs(_session) { FromAddress = path?.Address ?? RoutingAddress.Empty };
        if (Objection(path, e) is { } objection)
        {
            await Fail(objection, "MAIL").ConfigureAwait(false);
            return;
        }

        if (!await IsAllowed(await _events.Raise(e).ConfigureAwait(false), "MAIL", e).ConfigureAwait(false))
            return;
        _mail = new HostMailItem(e.FromAddress, e.MailItemProperties);
        Reply(SmtpResponse.MailFromOk);
    }

    private SmtpResponse? Objection(PathArgument? path, MailCommandEventArgs e)
    {
        if (path == null)
            return SmtpResponse.InvalidArguments;
        if (!path.Address.IsValid)
            return SmtpResponse.InvalidSenderAddress;
        foreach (var parameter in path.Parameters)
        {
            if (!TryApply(parameter, e))
                return SmtpResponse.UnrecognizedParameter;
        }

        // RFC 1870 §6.1: refused before a byte of it is sent.
        return e.Size > _settings.MaxMessageSize ? SmtpResponse.MessageTooLarge : null;
    }

    private bool TryApply(string parameter, MailCommandEventArgs e)
    {
        var equals = parameter.IndexOf('=');
        var key = equals < 0 ? parameter : parameter.Substring(0, equals);
        var value = equals < 0 ? string.Empty : parameter.Substring(equals + 1);
        switch (key.ToUpperInvariant())
        {
            case "SIZE" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size):
                e.Size = size;
                return true;
            case "BODY" when string.Equals(value, "7BIT", StringComparison.OrdinalIgnoreCase):
                e.BodyType = BodyType.SevenBit;
                return true;
            case "BODY" when string.Equals(value, "8BITMIME", StringComparison.OrdinalIgnoreCase):
                e.BodyType = BodyType.EightBitMime;
                return true;
            case "AUTH" when _settings.UserName != null:
                e.Auth = value;
                return true;
            default:
                return false;
        }
    }

    private async Task Rcpt(string argument)
    {
        var path = PathArgument.Parse(argument, "TO");
        if (Objection(path) is { } objection)
        {
            await Fail(objection, "RCPT").ConfigureAwait(false);
            return;
        }

        // RFC 5321 §4.5.3.1.10: the client sends the rest in another transaction, so this is no mistake of its.
        if (_mail!.Recipients.Count >= _settings.MaxRecipients)
        {
            await Refuse(Replies.TooManyRecipients, "RCPT", null).ConfigureAwait(false);
            return;
        }

        var e = new RcptCommandEventArgs(_session) { MailItem = _mail, RecipientAddress = path!.Address };
        if (!await IsAllowed(await _events.Raise(e).ConfigureAwait(false), "RCPT", e).ConfigureAwait(false))
            return;
        _mail.Recipients.Add(e.RecipientAddress);
        Reply(SmtpResponse.RcptToOk);
    }

    private SmtpResponse? Objection(PathArgument? path)
    {
        if (_mail == null)
            return SmtpResponse.BadCommandSequence;
        if (path == null)
            return SmtpResponse.InvalidArguments;
        if (path.Parameters.Length > 0)
            return SmtpResponse.UnrecognizedParameter;
        // RFC 5321 §4.1.1.3: <postmaster> needs no domain.
        var isPostmaster = string.Equals(path.Address.ToString(), "postmaster", StringComparison.OrdinalIgnoreCase);
        return isPostmaster || path.Address.LocalPart != null ? null : SmtpResponse.InvalidAddress;
    }
}
