using System;
using System.Collections.Generic;
using Microsoft.Exchange.Data.Mime;

namespace Microsoft.Exchange.Data.Transport.Smtp;

public class MailCommandEventArgs : ReceiveCommandEventArgs
{
    internal MailCommandEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public string Auth { get; set; }

    public BodyType BodyType { get; set; }

    public DsnFormatRequested DsnFormatRequested { get; set; }

    public string EnvelopeId { get; set; }

    public RoutingAddress FromAddress { get; set; }

    public IDictionary<string, object> MailItemProperties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    public string Oorg { get; set; }

    public long Size { get; set; }

    public bool SmtpUtf8 { get; set; }
}

public class RcptCommandEventArgs : ReceiveCommandEventArgs
{
    internal RcptCommandEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public MailItem MailItem { get; internal set; }

    public DsnTypeRequested Notify { get; set; }

    public string OriginalRecipient { get; set; }

    public RoutingAddress RecipientAddress { get; set; }
}

public class DataCommandEventArgs : ReceiveCommandEventArgs
{
    internal DataCommandEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public MailItem MailItem { get; internal set; }
}

public class EndOfHeadersEventArgs : ReceiveEventArgs
{
    internal EndOfHeadersEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public HeaderList Headers { get; internal set; }

    public MailItem MailItem { get; internal set; }
}

public class EndOfDataEventArgs : ReceiveEventArgs
{
    internal EndOfDataEventArgs(SmtpSession session)
        : base(session)
    {
    }

    public MailItem MailItem { get; internal set; }
}
