namespace Microsoft.Exchange.Data.Transport.Smtp;

// Only the codes matter to an agent; the words are the stand-in's own.
public partial struct SmtpResponse
{
    public static readonly SmtpResponse Empty;
    public static readonly SmtpResponse BadCommandSequence = new("503", "5.5.1", "Bad sequence of commands");
    public static readonly SmtpResponse ConnectionDroppedByAgentError = new("421", "4.3.2", "Service not available, closing connection");
    public static readonly SmtpResponse ConnectionTimedOut = new("421", "4.4.2", "Connection timed out");
    public static readonly SmtpResponse DataTransactionFailed = new("451", "4.3.2", "Message could not be stored");
    public static readonly SmtpResponse InsufficientResource = new("452", "4.3.1", "Insufficient system resources");
    public static readonly SmtpResponse InvalidAddress = new("501", "5.1.3", "Invalid address");
    public static readonly SmtpResponse InvalidArguments = new("501", "5.5.4", "Invalid arguments");
    public static readonly SmtpResponse InvalidContentBareLinefeeds = new("550", "5.6.11", "Message contains bare line feeds");
    public static readonly SmtpResponse InvalidSenderAddress = new("501", "5.1.7", "Invalid sender address");
    public static readonly SmtpResponse MailFromOk = new("250", "2.1.0", "Sender OK");
    public static readonly SmtpResponse MessageTooLarge = new("552", "5.3.4", "Message exceeds the size limit");
    public static readonly SmtpResponse NoopOk = new("250", "2.0.0", "OK");
    public static readonly SmtpResponse RcptNotFound = new("550", "5.1.1", "Recipient not found");
    public static readonly SmtpResponse RcptToOk = new("250", "2.1.5", "Recipient OK");
    public static readonly SmtpResponse ServiceInactive = new("421", "4.3.2", "Service not active");
    public static readonly SmtpResponse ServiceUnavailable = new("421", "4.3.2", "Service not available");
    public static readonly SmtpResponse SuccessfulConnection = new("250", "", "Connected");
    public static readonly SmtpResponse TimeoutOccurred = new("421", "4.4.2", "Timed out waiting for input, closing connection");
    public static readonly SmtpResponse UnrecognizedCommand = new("500", "5.5.1", "Unrecognized command");
    public static readonly SmtpResponse UnrecognizedParameter = new("555", "5.5.4", "Unrecognized parameter");
    public static readonly SmtpResponse UnsupportedCommand = new("502", "5.5.1", "Command not implemented");

    public static SmtpResponse ConnectionDroppedDueTo(string reason) => new("421", "4.3.2", reason);

    public static SmtpResponse QueuedMailForDelivery(string messageId) => new("250", "2.6.0", messageId + " Queued mail for delivery");
}
