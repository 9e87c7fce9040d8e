using IpBlock.Filtering;

namespace IpBlock.Sessions;

/// <content>What is to be done, and what is to be logged of it.</content>
public sealed partial class MailSession
{
    private bool _acceptanceLogged;
    private bool _reportLogged;

    /// <summary>What becomes of the connection.</summary>
    /// <param name="text">For the log.</param>
    public SessionStep AtConnect(ISessionText text) => BeforeRecipients(SessionPoint.Connect, text);

    /// <summary>What is answered to HELO: something only if it is for that name that the client is refused.</summary>
    /// <param name="point"><see cref="SessionPoint.Helo"/> or <see cref="SessionPoint.Ehlo"/>.</param>
    /// <param name="text">For the log.</param>
    public SessionStep AtHelo(SessionPoint point, ISessionText text)
    {
        var verdict = Verdict;
        if (_waits || _filter?.HasPolicies == true || !verdict.IsRefusal || ReferenceEquals(verdict, _ofClient!.GetAwaiter().GetResult()))
            return SessionStep.Continue;
        return Refuse(verdict, point, "", text, Reports != ReportHabit.Once);
    }

    /// <summary>What is answered at any point before the client has named a recipient.</summary>
    /// <param name="point">Where.</param>
    /// <param name="text">For the log.</param>
    /// <param name="recipient">Also for the log: whom VRFY asks after, where the mail server tells.</param>
    public SessionStep BeforeRecipients(SessionPoint point, ISessionText text, string recipient = "")
    {
        var verdict = Verdict;
        if (!verdict.IsRefusal || verdict.IsMarked)
            return MayStillBeRefused(verdict) || !IsServed(verdict) ? SessionStep.Continue : Accept(verdict, point, text);
        return WaitsBy(verdict) ? SessionStep.Continue : Refuse(verdict, point, recipient, text, Reports == ReportHabit.Always);
    }

    /// <summary>What is answered at RCPT, and at any point behind it.</summary>
    /// <param name="point">Where.</param>
    /// <param name="recipient">
    /// The recipient in any spelling. Null behind RCPT when there are several and the mail server does not name them: one of them may be exempt, and the
    /// message is refused for
    /// all or for none.
    /// </param>
    /// <param name="text">For the log.</param>
    public SessionStep AtRecipient(SessionPoint point, string? recipient, ISessionText text)
    {
        if (recipient is null && _filter is { HasPolicies: true } && _filter.AwaitsPolicy(Verdict))
            return SessionStep.Continue;
        var verdict = recipient is null ? Verdict : VerdictFor(recipient).GetAwaiter().GetResult();
        if (!verdict.IsRefusal || verdict.IsMarked)
            return Serve(verdict, point, recipient ?? "", text);
        if (recipient is null && (DefersOnce(verdict) || (_waits && _filter?.Settings.Exceptions.Recipients.Count > 0)))
            return SessionStep.Continue;
        if (recipient is not null && _filter?.FindRecipientException(recipient) is not null)
            return SessionStep.Exempt(verdict, SessionStep.Describe(verdict, point, "AcceptRecipient", recipient, text));
        if (recipient is not null && DefersOnce(verdict) && _deferred!.HasComeAgain(text.Sender, recipient) is { } ago)
            return Serve(verdict.CameAgain(ago), point, recipient, text, hasComeAgain: true);
        return Refuse(verdict, point, recipient ?? "", text, WaitsBy(verdict) || Reports == ReportHabit.Always);
    }

    private Verdict Verdict => Deciding.GetAwaiter().GetResult();

    // Whose mail comes again is accepted: until then the client has to name sender and recipient.
    private bool DefersOnce(Verdict verdict) => verdict.DefersOnce && _deferred is not null;

    private bool MayStillBeRefused(Verdict verdict) => AcceptsAfterHelo && _filter?.AwaitsHelo(verdict) == true;

    private SessionStep Serve(Verdict verdict, SessionPoint point, string recipient, ISessionText text, bool hasComeAgain = false)
    {
        if (verdict.IsMarked)
            return SessionStep.Marked(verdict, SessionStep.Describe(verdict, point, "MarkMessage", recipient, text));
        if (verdict.Policy.Length > 0 || hasComeAgain)
            return SessionStep.Accepted(verdict, SessionStep.Describe(verdict, point, "AcceptRecipient", recipient, text), isFinal: false);
        return Accept(verdict, point, text);
    }

    private SessionStep Accept(Verdict verdict, SessionPoint point, ISessionText text)
    {
        var decision = _acceptanceLogged ? null : SessionStep.Describe(verdict, point, "AcceptConnection", "", text);
        _acceptanceLogged = true;
        return SessionStep.Accepted(verdict, decision, isFinal: IsServed(verdict));
    }

    private SessionStep Refuse(Verdict verdict, SessionPoint point, string recipient, ISessionText text, bool reportsAgain)
    {
        var step = SessionStep.Refused(verdict, point, recipient, text, reportsAgain || !_reportLogged, isFinal: !WaitsBy(verdict) && !MayStillBeRefused(verdict));
        _reportLogged |= !WaitsBy(verdict) && verdict.Reply is null;
        return step;
    }
}
