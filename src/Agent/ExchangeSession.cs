using System.Collections.Generic;
using System.Globalization;
using System.Net;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Sessions;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.Agent;

/// <summary>
/// A session of Exchange and what is known of it. Kept with the session and not with the agent, so that it does not matter how many sessions Exchange lets an
/// agent see. Behind a front
/// end that proxies, the remote end point is the front end at connect and the real client from then on: each time all is told that Exchange knows by then.
/// </summary>
internal sealed class ExchangeSession : ISessionText
{
    private const string Key = "IpBlock.Session";
    private readonly SmtpSession _session;

    private ExchangeSession(SmtpSession session, FilterEngine engine)
    {
        _session = session;
        Mail = new MailSession(engine);
    }

    public MailSession Mail { get; }

    public string SessionId => _session.SessionId.ToString("X16", CultureInfo.InvariantCulture);

    public string LocalEndpoint => _session.LocalEndPoint?.ToString() ?? "";

    public string Sender { get; private set; } = "";

    // While EHLO is answered, Exchange's session still has the name before it, or none.
    public string HeloName => Mail.HeloName is { Length: > 0 } name ? name : _session.HelloDomain ?? "";

    // Exchange does not look it up.
    public string ClientName => "";

    /// <summary>Why the message that is coming in is to be marked; null when it is not.</summary>
    public Verdict? Mark { get; set; }

    public string RemoteEndpoint => _session.RemoteEndPoint?.ToString() ?? "";

    public static ExchangeSession Of(SmtpSession session, FilterEngine engine)
    {
        if (session.Properties.TryGetValue(Key, out var value) && value is ExchangeSession known)
            return known;
        var made = new ExchangeSession(session, engine);
        session.Properties[Key] = made;
        return made;
    }

    public void Begin()
    {
        Mail.Begin(Describe(_session.RemoteEndPoint.Address));
        Introduce(_session.HelloDomain);
    }

    /// <summary>MAIL: what was to be done with the message before does not hold for this one.</summary>
    public void BeginMessage()
    {
        Mark = null;
        Sender = "";
    }

    /// <summary>Who has sent the message that is coming in.</summary>
    public void Learn(MailItem? message) => Sender = message?.FromAddress.ToString() is { } sender and not "<>" ? sender : "";

    public void Continue()
    {
        Mail.Continue(Describe(_session.RemoteEndPoint.Address));
        Introduce(_session.HelloDomain);
    }

    /// <summary>Tells what the client calls itself. True when there may be something to answer to it.</summary>
    public bool Introduce(string? name) => Mail.HearsHelo && Mail.Helo(Describe(_session.RemoteEndPoint.Address), name ?? "", LocalAddress);

    public SecondLook LookAgain(IPAddress entered, IEnumerable<string> recipients) => Mail.LookAgain(Describe(entered), recipients);

    private Address? LocalAddress => _session.LocalEndPoint is { } local ? Address.From(local.Address) : null;

    private FilterRequest Describe(IPAddress client) => new(Address.From(client))
    {
        LocalPort = _session.LocalEndPoint?.Port ?? 0,
        IsAuthenticated = _session.AuthenticationSource != AuthenticationSource.Anonymous,
        IsBypassed = _session.AntispamBypass,
    };
}
