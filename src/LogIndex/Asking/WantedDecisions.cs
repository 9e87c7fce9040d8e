using System;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using IpBlock.Reporting;
using IpBlock.Settings;

namespace IpBlock.LogIndex.Asking;

/// <summary>The same filter for a decision that is at hand.</summary>
internal sealed class WantedDecisions
{
    private readonly LogFilter _filter;
    private readonly string? _recipientHash;
    private readonly string? _senderHash;
    private readonly Address? _text;
    private readonly Address? _server;

    public WantedDecisions(LogFilter filter, string log)
    {
        _filter = filter;
        var hash = filter.Recipient is null && filter.Sender is null ? null : MailboxHash.Find(log);
        (_recipientHash, _senderHash) = (HashOf(hash, filter.Recipient), HashOf(hash, filter.Sender));
        _text = Address.TryParse(filter.Text, out var text) ? text : null;
        _server = Address.TryParse(filter.Server, out var server) ? server : null;
    }

    public bool Has(DecisionRecord decision) =>
        !(decision.Timestamp < _filter.Since) && !(decision.Timestamp >= _filter.Until)
        && (_filter.Actions is null || _filter.Actions.Contains(LoggedActions.Of(decision)))
        && (_filter.Clients is not { } range || (decision.Client is { } client && range.Contains(client)))
        && Is(decision.Provider, _filter.Provider) && Is(decision.Rule, _filter.Rule) && Is(decision.Policy, _filter.Policy)
        && Is(decision.Event, _filter.Event) && Is(decision.SessionId, _filter.Session)
        && (Is(decision.LocalEndpoint, _filter.Server) || (_server is not null && DecisionRecord.AddressOf(decision.LocalEndpoint) == _server))
        && (_filter.Recipient is null || IsMailbox(decision.Recipient, _filter.Recipient, _recipientHash))
        && (_filter.Sender is null || IsMailbox(decision.Sender, _filter.Sender, _senderHash))
        && (_filter.Reason is not { Length: > 0 } reason || HasReason(decision, reason))
        && (_filter.Text is not { Length: > 0 } wanted || HasText(decision, wanted));

    private static string? HashOf(MailboxHash? hash, string? wanted) =>
        wanted is null || wanted.Contains('*', StringComparison.Ordinal) ? null : hash?.Of(wanted);

    private static bool Is(string field, string? wanted) => wanted is null || string.Equals(field, wanted, StringComparison.OrdinalIgnoreCase);

    private static bool HasReason(DecisionRecord decision, string text) =>
        Holds(decision.Reason, text) || Holds(decision.SmtpResponse, text) || Holds(decision.ReturnCodes, text);

    private bool HasText(DecisionRecord decision, string text) =>
        HasReason(decision, text) || Holds(decision.Rule, text) || Holds(decision.Provider, text) || Holds(decision.Policy, text)
        || Holds(decision.Helo, text) || Holds(decision.ClientName, text)
        || (!_filter.HidesMailboxes && (Holds(Spelled(decision.Recipient), text) || Holds(Spelled(decision.Sender), text)))
        || Is(decision.SessionId, text) || (_text is not null && decision.Client == _text);

    private static bool Holds(string field, string text) => field.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static string Spelled(string logged) => logged.Length == 0 || MailboxHash.IsHash(logged) ? logged : RecipientAddress.Of(logged).ToString();

    private static bool IsMailbox(string logged, string wanted, string? hash)
    {
        if (logged.Length == 0)
            return false;
        if (MailboxHash.IsHash(logged))
            return string.Equals(logged, hash, StringComparison.Ordinal);
        return Glob.Matches(RecipientAddress.Of(wanted.Contains('*', StringComparison.Ordinal) ? wanted : "*" + wanted + "*").ToString(), Spelled(logged));
    }
}
