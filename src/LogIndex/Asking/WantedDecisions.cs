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
    private readonly WantedMailbox? _recipient;
    private readonly WantedMailbox? _sender;
    private readonly Address? _text;
    private readonly Address? _server;

    public WantedDecisions(LogFilter filter, string log)
    {
        _filter = filter;
        (_recipient, _sender) = (WantedMailbox.Of(filter.Recipient, log), WantedMailbox.Of(filter.Sender, log));
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
        && _recipient?.Is(decision.Recipient) != false
        && _sender?.Is(decision.Sender) != false
        && (_filter.Reason is not { Length: > 0 } reason || HasReason(decision, reason))
        && (_filter.Text is not { Length: > 0 } wanted || HasText(decision, wanted));

    private static bool Is(string field, string? wanted) => wanted is null || string.Equals(field, wanted, StringComparison.OrdinalIgnoreCase);

    private static bool HasReason(DecisionRecord decision, string text) =>
        Holds(decision.Reason, text) || Holds(decision.SmtpResponse, text) || Holds(decision.ReturnCodes, text);

    private bool HasText(DecisionRecord decision, string text) =>
        HasReason(decision, text) || Holds(decision.Rule, text) || Holds(decision.Provider, text) || Holds(decision.Policy, text)
        || Holds(decision.Helo, text) || Holds(decision.ClientName, text)
        || (!_filter.HidesMailboxes && (Holds(MailboxText.Of(decision.Recipient), text) || Holds(MailboxText.Of(decision.Sender), text)))
        || Is(decision.SessionId, text) || (_text is not null && decision.Client == _text);

    private static bool Holds(string field, string text) => field.Contains(text, StringComparison.OrdinalIgnoreCase);

    private sealed record WantedMailbox(string Pattern, string? Hash)
    {
        public static WantedMailbox? Of(string? wanted, string log) =>
            wanted is null ? null : new WantedMailbox(MailboxText.PatternOf(wanted), MailboxText.HashOf(wanted, log));

        public bool Is(string logged)
        {
            if (logged.Length == 0)
                return false;
            return MailboxHash.IsHash(logged) ? string.Equals(logged, Hash, StringComparison.Ordinal) : Glob.Matches(Pattern, MailboxText.Of(logged));
        }
    }
}
