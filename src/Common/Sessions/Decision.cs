using System;
using IpBlock.Filtering;

namespace IpBlock.Sessions;

/// <summary>One decision as a door carried it out: a line of the decision log.</summary>
public sealed class Decision
{
    private const string Rejected = "Reject";

    /// <summary>A decision about the connection itself, or about one recipient.</summary>
    public Decision(Verdict verdict) => Verdict = verdict ?? throw new ArgumentNullException(nameof(verdict));

    /// <summary>What was decided about the client.</summary>
    public Verdict Verdict { get; }

    /// <summary>The session's id, as the mail server's own logs have it.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Address and port of this server; empty when the door does not know.</summary>
    public string LocalEndpoint { get; init; } = "";

    /// <summary>Address and port of the client.</summary>
    public string RemoteEndpoint { get; init; } = "";

    /// <summary>At which point of the session: OnConnect, OnRcptCommand, OnEndOfHeaders.</summary>
    public string Event { get; init; } = "";

    /// <summary>
    /// What was done, in the words of Exchange's agent log: AcceptConnection, RejectConnection, RejectCommand, RejectMessage, AcceptRecipient. Report instead
    /// of Reject where the
    /// refusal was only reported, Fail where the mail server would not carry it out.
    /// </summary>
    public string Action { get; init; } = "";

    /// <summary>The recipient it is about, if any.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>The sender of the message, as MAIL gave it; empty before that, and for the null sender.</summary>
    public string Sender { get; init; } = "";

    /// <summary>What the client calls itself; empty when the door has not heard it.</summary>
    public string HeloName { get; init; } = "";

    /// <summary>The client's host name as the mail server found it; empty when there is none, or the door is not told.</summary>
    public string ClientName { get; init; } = "";

    /// <summary>What was said to the client, or would have been if it were not only reported; null when it was to be accepted.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>The same of a refusal that the mail server would not carry out: Fail in the place of Reject.</summary>
    public Decision NotCarriedOut() => With(
        Action.StartsWith(Rejected, StringComparison.Ordinal) ? "Fail" + Action.Substring(Rejected.Length) : Action, Sender, Recipient);

    /// <summary>The same with others in place of the mailboxes.</summary>
    internal Decision WithMailboxes(string sender, string recipient) => With(Action, sender, recipient);

    private Decision With(string action, string sender, string recipient) => new(Verdict)
    {
        SessionId = SessionId,
        LocalEndpoint = LocalEndpoint,
        RemoteEndpoint = RemoteEndpoint,
        Event = Event,
        Action = action,
        Recipient = recipient,
        Sender = sender,
        HeloName = HeloName,
        ClientName = ClientName,
        Reply = Reply,
    };
}
