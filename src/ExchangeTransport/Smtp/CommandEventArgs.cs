namespace Microsoft.Exchange.Data.Transport.Smtp;

public class HeloCommandEventArgs : ReceiveCommandEventArgs
{
    internal HeloCommandEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public string Domain { get; set; }
}

public class EhloCommandEventArgs : ReceiveCommandEventArgs
{
    internal EhloCommandEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public bool DisableStartTls { get; set; }

    public string Domain { get; set; }
}

public class StartTlsCommandEventArgs : ReceiveCommandEventArgs
{
    internal StartTlsCommandEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public bool RequestClientTlsCertificate { get; set; }
}

public class AuthCommandEventArgs : ReceiveCommandEventArgs
{
    internal AuthCommandEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public string AuthenticationMechanism { get; internal set; }
}

public class RsetCommandEventArgs : ReceiveCommandEventArgs
{
    internal RsetCommandEventArgs(SmtpSession session)
        : base(session)
    {
    }
}

public class NoopCommandEventArgs : ReceiveCommandEventArgs
{
    internal NoopCommandEventArgs(SmtpSession session)
        : base(session)
    {
    }
}

public class HelpCommandEventArgs : ReceiveCommandEventArgs
{
    internal HelpCommandEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public string HelpArgument { get; set; }
}
