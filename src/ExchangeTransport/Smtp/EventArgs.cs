using System;

namespace Microsoft.Exchange.Data.Transport.Smtp;

public abstract class ReceiveEventArgs : EventArgs
{
    internal ReceiveEventArgs(SmtpSession session) => SmtpSession = session;

    public SmtpSession SmtpSession { get; }
}

public abstract class ReceiveCommandEventArgs : ReceiveEventArgs
{
    internal ReceiveCommandEventArgs(SmtpSession session)
        : base(session)
    {
    }
}

public class ConnectEventArgs : ReceiveEventArgs
{
    internal ConnectEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public SmtpResponse Banner { get; set; }

    public bool DisableStartTls { get; set; }
}

public class DisconnectEventArgs : ReceiveEventArgs
{
    internal DisconnectEventArgs(SmtpSession session, DisconnectReason reason)
        : base(session) => DisconnectReason = reason;

    public DisconnectReason DisconnectReason { get; }
}

public class EndOfAuthenticationEventArgs : ReceiveEventArgs
{
    internal EndOfAuthenticationEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public string AuthenticationMechanism { get; internal set; }

    public string RemoteIdentityName { get; internal set; }
}

public class RejectEventArgs : ReceiveEventArgs
{
    internal RejectEventArgs(SmtpSession session, string command)
        : base(session) => Command = command;

    public string Command { get; }

    public EventArgs OriginalArguments { get; internal set; }

    public ParsingStatus ParsingStatus { get; internal set; }

    public SmtpResponse SmtpResponse { get; internal set; }
}
