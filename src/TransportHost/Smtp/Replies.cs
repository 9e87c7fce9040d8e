using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Smtp;

/// <summary>What the host itself says, where Exchange's own list of responses has no word for it.</summary>
internal static class Replies
{
    public static readonly SmtpResponse AuthenticationDone = new("235", "2.7.0", "Authentication succeeded");
    public static readonly SmtpResponse AuthenticationFailed = new("535", "5.7.8", "Authentication credentials invalid");
    public static readonly SmtpResponse AuthenticationCancelled = new("501", "5.7.0", "Authentication cancelled");
    public static readonly SmtpResponse Bye = new("221", "2.0.0", "Service closing transmission channel");
    public static readonly SmtpResponse CannotVerify = new("252", "2.1.5", "Cannot verify the user");
    public static readonly SmtpResponse Help = new("214", "2.0.0", "EHLO HELO AUTH MAIL RCPT DATA RSET NOOP VRFY QUIT");
    public static readonly SmtpResponse LineNotText = new("500", "5.5.2", "A command is printable US-ASCII");
    public static readonly SmtpResponse LineTooLong = new("500", "5.5.2", "Line too long");
    public static readonly SmtpResponse LineWithoutCrLf = new("500", "5.5.2", "A line ends with CRLF");
    public static readonly SmtpResponse MechanismUnknown = new("504", "5.5.4", "Unrecognized authentication type");
    public static readonly SmtpResponse NoRecipients = new("503", "5.5.1", "No valid recipients");
    public static readonly SmtpResponse SendData = new("354", "", "End data with <CR><LF>.<CR><LF>");
    public static readonly SmtpResponse ShuttingDown = new("421", "4.3.2", "Service shutting down, closing connection");
    public static readonly SmtpResponse TooManyConnections = new("421", "4.7.0", "Too many connections, try again later");
    public static readonly SmtpResponse TooManyErrors = new("421", "4.7.0", "Too many errors, closing connection");
    public static readonly SmtpResponse TooManyRecipients = new("452", "4.5.3", "Too many recipients");
}
