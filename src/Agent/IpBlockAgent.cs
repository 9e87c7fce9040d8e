using System;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Sessions;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.Agent;

/// <summary>
/// The door to Exchange. At connect the client is looked up, without holding a thread, and refused at once; where recipients are exempt, or the settings
/// say so, each recipient is refused instead. Mail that comes from an internal server is looked at once more when its headers are in, by the
/// address from which it entered the organization. No error of ours ever reaches Exchange: it is logged, and the client is served.
/// </summary>
internal sealed class IpBlockAgent : SmtpReceiveAgent
{
    private readonly FilterEngine _engine;
    private readonly INoticeSink _notices;

    public IpBlockAgent(FilterEngine engine, INoticeSink notices)
    {
        _engine = engine;
        _notices = notices;
        OnConnect += (source, e) => Guard(nameof(OnConnect), () => Connected(source, e.SmtpSession));
        OnHeloCommand += (source, e) => Guard(nameof(OnHeloCommand), () => Introduced(nameof(OnHeloCommand), source, e.SmtpSession, e.Domain));
        OnEhloCommand += (source, e) => Guard(nameof(OnEhloCommand), () => Introduced(nameof(OnEhloCommand), source, e.SmtpSession, e.Domain));
        OnRcptCommand += (source, e) => Guard(nameof(OnRcptCommand), () => RecipientNamed(source, e));
        OnEndOfHeaders += (source, e) => Guard(nameof(OnEndOfHeaders), () => HeadersRead(source, e));
    }

    private void Connected(ConnectEventSource source, SmtpSession session)
    {
        Decide(nameof(OnConnect), session, verdict =>
        {
            SessionVerdict.Remember(session, session.RemoteEndPoint.Address, verdict);
            if (!verdict.IsRefusal)
                Log(verdict, session, nameof(OnConnect), "AcceptConnection");
            else if (_engine.Filter?.RefusesAtRecipient != true)
                Refuse(verdict, session, nameof(OnConnect), "Connection", source.RejectConnection);
        });
    }

    // Where recipients are refused, what the client calls itself waits for them too.
    private void Introduced(string where, ReceiveCommandEventSource source, SmtpSession session, string name)
    {
        if (_engine.Filter is not { RefusesAtRecipient: false } filter || SessionVerdict.Of(session) is not { } known || !filter.AwaitsHelo(known) || IsExemptNow(session))
            return;
        HearHelo(filter, where, session, known, name, verdict =>
        {
            if (verdict != known)
                Refuse(verdict, session, where, "Command", source.RejectCommand);
        });
    }

    private void HearHelo(ConnectionFilter filter, string where, SmtpSession session, Verdict known, string? name, Action<Verdict> act) =>
        Await(where, filter.HearHeloAsync(known, name ?? "", LocalAddress(session)), act);

    private void RecipientNamed(ReceiveCommandEventSource source, RcptCommandEventArgs e)
    {
        var session = e.SmtpSession;
        var known = SessionVerdict.Of(session);

        // Behind a proxying front end this is the first time that we see the client itself; and a client may have logged in since it connected.
        if (known is not null && (!known.IsRefusal || !IsExemptNow(session)))
        {
            // What has been reported at connect is reported; a refusal would have ended the session there.
            if (_engine.Filter is { RefusesAtRecipient: true } filter && filter.AwaitsHelo(known) && !IsExemptNow(session))
                HearHelo(filter, nameof(OnRcptCommand), session, known, session.HelloDomain, verdict => RefuseRecipient(source, e, verdict));
            else if (known.Reported is null || _engine.Filter?.RefusesAtRecipient == true)
                RefuseRecipient(source, e, known);
        }
        else
        {
            Decide(nameof(OnRcptCommand), session, verdict =>
            {
                SessionVerdict.Remember(session, session.RemoteEndPoint.Address, verdict);
                if (!verdict.IsRefusal)
                    Log(verdict, session, nameof(OnRcptCommand), "AcceptConnection");
                RefuseRecipient(source, e, verdict);
            });
        }
    }

    private void RefuseRecipient(ReceiveCommandEventSource source, RcptCommandEventArgs e, Verdict verdict)
    {
        if (!verdict.IsRefusal)
            return;
        var recipient = e.RecipientAddress.ToString();
        if (_engine.Filter?.FindRecipientException(recipient) is not null)
            Log(verdict, e.SmtpSession, nameof(OnRcptCommand), "AcceptRecipient", recipient);
        else
            Refuse(verdict, e.SmtpSession, nameof(OnRcptCommand), "Command", source.RejectCommand, recipient);
    }

    private void HeadersRead(ReceiveMessageEventSource source, EndOfHeadersEventArgs e)
    {
        var session = e.SmtpSession;
        if (session.IsExternalConnection || session.LastExternalIPAddress is not { } entered || entered.Equals(session.RemoteEndPoint.Address))
            return;
        Decide(nameof(OnEndOfHeaders), Request(session, entered), verdict =>
        {
            if (!verdict.IsRefusal)
                Log(verdict, session, nameof(OnEndOfHeaders), "AcceptMessage");
            else if (FirstExempt(e.MailItem) is { } exempt)
                // Past RCPT a message is refused as a whole or not at all: it goes to all rather than being lost to the one who is exempt.
                Log(verdict, session, nameof(OnEndOfHeaders), "AcceptMessage", exempt);
            else
                Refuse(verdict, session, nameof(OnEndOfHeaders), "Message", source.RejectMessage);
        });
    }

    private string? FirstExempt(MailItem mail)
    {
        foreach (var recipient in mail.Recipients)
        {
            var address = recipient.Address.ToString();
            if (_engine.Filter?.FindRecipientException(address) is not null)
                return address;
        }

        return null;
    }

    private bool IsExemptNow(SmtpSession session) =>
        session.AntispamBypass || (session.AuthenticationSource != AuthenticationSource.Anonymous && _engine.Filter?.Settings.Exceptions.ExemptAuthenticated == true);

    private static FilterRequest Request(SmtpSession session, IPAddress client) => new(Address.From(client))
    {
        LocalPort = session.LocalEndPoint?.Port ?? 0,
        IsAuthenticated = session.AuthenticationSource != AuthenticationSource.Anonymous,
        IsBypassed = session.AntispamBypass,
    };

    private void Decide(string where, SmtpSession session, Action<Verdict> act) => Await(where, DecideAsync(session), act);

    private Task<Verdict> DecideAsync(SmtpSession session)
    {
        var deciding = _engine.EvaluateAsync(Request(session, session.RemoteEndPoint.Address));
        return _engine.Filter is { HearsHelo: true } filter && !string.IsNullOrEmpty(session.HelloDomain)
            ? filter.HearHeloAsync(deciding, session.HelloDomain, LocalAddress(session))
            : deciding;
    }

    private static Address? LocalAddress(SmtpSession session) => session.LocalEndPoint is { } local ? Address.From(local.Address) : null;

    private void Decide(string where, FilterRequest request, Action<Verdict> act) => Await(where, _engine.EvaluateAsync(request), act);

    private void Await(string where, Task<Verdict> deciding, Action<Verdict> act) =>
        _ = ActAsync(where, deciding, deciding.IsCompleted ? null : GetAgentAsyncContext(), act);

    // With a context Exchange waits, without holding a thread, until it is completed; without one this runs to its end before the handler returns.
    private async Task ActAsync(string where, Task<Verdict> deciding, AgentAsyncContext? context, Action<Verdict> act)
    {
        try
        {
            var verdict = await deciding.ConfigureAwait(false);
            context?.Resume();
            act(verdict);
        }
        catch (Exception failure)
        {
            _notices.Write(LogMessages.DoorFailed(where, failure));
        }
        finally
        {
            if (context is not null)
                Guard(where, context.Complete);
        }
    }

    // Around all that Exchange calls, and all that is called back: what got through would end the session, or the worker process.
    private void Guard(string where, Action handle)
    {
        try
        {
            handle();
        }
        catch (Exception failure)
        {
            _notices.Write(LogMessages.DoorFailed(where, failure));
        }
    }

    private void Refuse(Verdict verdict, SmtpSession session, string @event, string what, Action<SmtpResponse> reject, string recipient = "")
    {
        if (verdict.Reply is not { } reply)
        {
            Log(verdict, session, @event, "Report" + what, recipient, verdict.Reported!.Reply);
            return;
        }

        var response = new SmtpResponse(reply.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture), reply.EnhancedCode, reply.Text);
        // Gathered before and logged after: the session may be over then, and what Exchange did not do is not in the log as done.
        var refused = Describe(verdict, session, @event, "Reject" + what, recipient, reply);
        var failed = Describe(verdict, session, @event, "Fail" + what, recipient, reply);
        try
        {
            reject(response);
        }
        catch
        {
            _engine.Log(failed);
            throw; // the notice says why
        }

        _engine.Log(refused);
    }

    private void Log(Verdict verdict, SmtpSession session, string @event, string action, string recipient = "", SmtpReply? reply = null) =>
        _engine.Log(Describe(verdict, session, @event, action, recipient, reply));

    private static Decision Describe(Verdict verdict, SmtpSession session, string @event, string action, string recipient, SmtpReply? reply) => new(verdict)
    {
        SessionId = session.SessionId.ToString("X16", System.Globalization.CultureInfo.InvariantCulture),
        LocalEndpoint = session.LocalEndPoint?.ToString() ?? "",
        RemoteEndpoint = session.RemoteEndPoint?.ToString() ?? "",
        Event = @event,
        Action = action,
        Recipient = recipient,
        Reply = reply,
    };
}
