using System;
using System.Text;
using System.Threading.Tasks;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Smtp;

public sealed partial class SmtpConversation
{
    private const string Plain = "PLAIN";

    private bool _isAuthenticating;

    private async Task Auth(string argument)
    {
        var words = argument.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (Objection(words) is { } objection)
        {
            await Fail(objection, "AUTH").ConfigureAwait(false);
            return;
        }

        var e = new AuthCommandEventArgs(_session) { AuthenticationMechanism = Plain };
        if (!await IsAllowed(await _events.Raise(e).ConfigureAwait(false), "AUTH", e).ConfigureAwait(false))
            return;
        if (words.Length == 2)
        {
            await Credentials(words[1]).ConfigureAwait(false);
            return;
        }

        _isAuthenticating = true;
        _replies.Append("334 \r\n"); // RFC 4954 §4: an empty challenge still has its space.
    }

    // RFC 4954 §4: after EHLO, once a session, never inside a mail transaction.
    private SmtpResponse? Objection(string[] words)
    {
        if (_settings.UserName == null)
            return SmtpResponse.UnsupportedCommand;
        if (!_isExtended || _session.UserName != null || _mail != null)
            return SmtpResponse.BadCommandSequence;
        if (words.Length is 0 or > 2)
            return SmtpResponse.InvalidArguments;
        return string.Equals(words[0], Plain, StringComparison.OrdinalIgnoreCase) ? null : Replies.MechanismUnknown;
    }

    private async Task Credentials(string response)
    {
        _isAuthenticating = false;
        var user = string.Equals(response, "*", StringComparison.Ordinal) ? null : Verify(response);
        if (user == null)
        {
            var isCancelled = string.Equals(response, "*", StringComparison.Ordinal);
            await Fail(isCancelled ? Replies.AuthenticationCancelled : Replies.AuthenticationFailed, "AUTH").ConfigureAwait(false);
            return;
        }

        _session.UserName = user;
        var e = new EndOfAuthenticationEventArgs(_session) { AuthenticationMechanism = Plain, RemoteIdentityName = user };
        if (await IsAllowed(await _events.Raise(e).ConfigureAwait(false), "AUTH", e).ConfigureAwait(false))
            Reply(Replies.AuthenticationDone);
        else
            _session.UserName = null;
    }

    // RFC 4616 §2: authorization identity NUL user NUL password.
    private string? Verify(string response)
    {
        byte[] octets;
        try
        {
            octets = Convert.FromBase64String(response);
        }
        catch (FormatException)
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(octets).Split('\0');
        var isRight = parts.Length == 3
            && string.Equals(parts[1], _settings.UserName, StringComparison.Ordinal)
            && string.Equals(parts[2], _settings.Password, StringComparison.Ordinal);
        return isRight ? parts[1] : null;
    }
}
