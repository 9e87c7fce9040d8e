using IpBlock.Filtering;

namespace IpBlock.Sessions;

/// <summary>What a session answers at one of its points: what to do, and what to log of it.</summary>
public readonly struct SessionStep
{
    private SessionStep(SessionAction action, Verdict verdict, Decision? decision, bool isFinal)
    {
        Action = action;
        Verdict = verdict;
        Decision = decision;
        IsFinal = isFinal;
    }

    /// <summary>What to do.</summary>
    public SessionAction Action { get; }

    /// <summary>By which verdict; null when the answer is to go on.</summary>
    public Verdict? Verdict { get; }

    /// <summary>What to log once it is done; null when nothing is.</summary>
    public Decision? Decision { get; }

    /// <summary>True when nothing that is still to come can change it: the door needs to ask no more about this session.</summary>
    public bool IsFinal { get; }

    internal static SessionStep Continue => default;

    internal static SessionStep Accepted(Verdict verdict, Decision? decision, bool isFinal = true) => new(SessionAction.Accept, verdict, decision, isFinal);

    internal static SessionStep Marked(Verdict verdict, Decision? decision) => new(SessionAction.Mark, verdict, decision, isFinal: false);

    internal static SessionStep Exempt(Verdict verdict, Decision decision) => new(SessionAction.Exempt, verdict, decision, isFinal: false);

    /// <summary>A refusal, or the report of it.</summary>
    internal static SessionStep Refused(Verdict verdict, SessionPoint point, string recipient, ISessionText text, bool logsReport, bool isFinal)
    {
        if (verdict.Reply is { } reply)
            return new(SessionAction.Refuse, verdict, Describe(verdict, point, "Reject" + point.Refused, recipient, text, reply), isFinal);
        var decision = logsReport ? Describe(verdict, point, "Report" + point.Refused, recipient, text, verdict.Reported!.Reply) : null;
        return new(SessionAction.Report, verdict, decision, isFinal);
    }

    internal static Decision Describe(
        Verdict verdict, SessionPoint point, string action, string recipient, ISessionText text, SmtpReply? reply = null) => new(verdict)
        {
            SessionId = text.SessionId,
            LocalEndpoint = text.LocalEndpoint,
            RemoteEndpoint = text.RemoteEndpoint,
            Event = point.Name,
            Action = action,
            Recipient = recipient,
            Sender = text.Sender,
            HeloName = text.HeloName,
            ClientName = text.ClientName,
            Reply = reply,
        };
}
