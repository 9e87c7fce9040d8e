using System.Collections.Generic;
using System.Net;

namespace Microsoft.Exchange.Data.Transport.Smtp;

public abstract class SmtpSession
{
    internal SmtpSession()
    {
    }

    public abstract bool AntispamBypass { get; }

    public abstract AuthenticationSource AuthenticationSource { get; }

    public abstract string HelloDomain { get; internal set; }

    public abstract bool IsConnected { get; }

    public abstract bool IsExternalConnection { get; internal set; }

    public abstract bool IsTls { get; }

    public abstract IPAddress LastExternalIPAddress { get; internal set; }

    public abstract IPEndPoint LocalEndPoint { get; }

    public abstract IDictionary<string, object> Properties { get; }

    public abstract IPEndPoint RemoteEndPoint { get; internal set; }

    public abstract long SessionId { get; }
}
