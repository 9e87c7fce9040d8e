using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using IpBlock.Notices;
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
        OnHeloCommand += (source, e) => Guard(nameof(OnHeloCommand), () => Introduced(SessionPoint.Helo, source, e.SmtpSession, e.Domain));
        OnEhloCommand += (source, e) => Guard(nameof(OnEhloCommand), () => Introduced(SessionPoint.Ehlo, source, e.SmtpSession, e.Domain));
        OnMailCommand += (source, e) => Guard(nameof(OnMailCommand), () => ExchangeSession.Of(e.SmtpSession, _engine).BeginMessage());
        OnRcptCommand += (source, e) => Guard(nameof(OnRcptCommand), () => RecipientNamed(source, e));
        OnEndOfHeaders += (source, e) => Guard(nameof(OnEndOfHeaders), () => HeadersRead(source, e));
    }

    private void Connected(ConnectEventSource source, SmtpSession session)
    {
        var known = ExchangeSession.Of(session, _engine);
        known.Begin();
        Await(nameof(OnConnect), known, () => CarryOut(known.Mail.AtConnect(known), source.RejectConnection));
    }

    private void Introduced(SessionPoint point, ReceiveCommandEventSource source, SmtpSession session, string name)
    {
        var known = ExchangeSession.Of(session, _engine);
        if (known.Introduce(name))
            Await(point.Name, known, () => CarryOut(known.Mail.AtHelo(point, known), source.RejectCommand));
    }

    // Behind a proxying front end this is the first time that we see the client itself; and a client may have logged in since it connected.
    private void RecipientNamed(ReceiveCommandEventSource source, RcptCommandEventArgs e)
    {
        var known = ExchangeSession.Of(e.SmtpSession, _engine);
        known.Continue();
        if (known.Mail.IsSettled)
            return;
        known.Learn(e.MailItem);
        var recipient = e.RecipientAddress.ToString();
        Await(nameof(OnRcptCommand), known.Mail.DecidedFor(recipient), () => Answer(known, recipient, source), known.Mail);
    }

    // One recipient who wants it marked is enough: all get the same message.
    private void Answer(ExchangeSession known, string recipient, ReceiveCommandEventSource source)
    {
        var step = known.Mail.AtRecipient(SessionPoint.Recipient, recipient, known);
        CarryOut(step, source.RejectCommand);
        if (step.Action == SessionAction.Mark)
            known.Mark ??= step.Verdict;
    }

    private void HeadersRead(ReceiveMessageEventSource source, EndOfHeadersEventArgs e)
    {
        var session = e.SmtpSession;
        if (session.IsExternalConnection || session.LastExternalIPAddress is not { } entered || entered.Equals(session.RemoteEndPoint.Address))
        {
            Mark(e);
            return;
        }

        var known = ExchangeSession.Of(session, _engine);
        known.Learn(e.MailItem);
        var look = known.LookAgain(entered, RecipientsOf(e.MailItem));
        Await(nameof(OnEndOfHeaders), look.Decided, () => JudgeAgain(look, known, source, e));
    }

    private void Mark(EndOfHeadersEventArgs e)
    {
        if (_engine.Filter is not { CanMark: true } filter)
            return;
        var known = ExchangeSession.Of(e.SmtpSession, _engine);
        if (known.Mark is not null || known.Mail.IsStranger)
            MessageHeader.Write(e, known.Mark, filter.Settings.Mark.Scl);
    }

    private void JudgeAgain(SecondLook look, ExchangeSession known, ReceiveMessageEventSource source, EndOfHeadersEventArgs e)
    {
        var step = look.Judge(known);
        CarryOut(step, source.RejectMessage);
        var mark = step.Action == SessionAction.Mark ? step.Verdict : known.Mark;
        if (_engine.Filter is { CanMark: true } filter && step.Action != SessionAction.Refuse && (mark is not null || !step.Verdict!.IsClientExempt))
            MessageHeader.Write(e, mark, filter.Settings.Mark.Scl);
    }

    private static IEnumerable<string> RecipientsOf(MailItem mail)
    {
        foreach (var recipient in mail.Recipients)
            yield return recipient.Address.ToString();
    }

    private void Await(string where, ExchangeSession known, Action act) => Await(where, known.Mail.Decided, act, known.Mail);

    private void Await(string where, Task deciding, Action act, MailSession? mail = null) =>
        _ = ActAsync(where, deciding, deciding.IsCompleted ? null : GetAgentAsyncContext(), act, mail);

    // With a context Exchange waits, without holding a thread, until it is completed; without one this runs to its end before the handler returns.
    private async Task ActAsync(string where, Task deciding, AgentAsyncContext? context, Action act, MailSession? mail)
    {
        try
        {
            await deciding.ConfigureAwait(false);
            // From here on Exchange goes on, for as long as it likes: not on the thread that brings the name servers' answers.
            if (context is not null)
                await Task.Yield();
            context?.Resume();
            act();
        }
        catch (Exception failure)
        {
            // Without a verdict the next command asks anew.
            if (deciding.Status != TaskStatus.RanToCompletion)
                mail?.Forget();
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

    // Logged when it is done: what Exchange did not do is not in the log as done.
    private void CarryOut(SessionStep step, Action<SmtpResponse> reject)
    {
        try
        {
            if (step is { Action: SessionAction.Refuse, Verdict.Reply: { } reply })
                reject(new SmtpResponse(reply.StatusCode.ToString(CultureInfo.InvariantCulture), reply.EnhancedCode, reply.Text));
        }
        catch
        {
            _engine.Log(step.Decision!.NotCarriedOut());
            throw; // the notice says why
        }

        if (step.Decision is { } decision)
            _engine.Log(decision);
    }
}
