using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.LogIndex;

/// <summary>Which decisions are wanted: those that meet everything that is set. Nothing set: all. ASCII case means nothing in any text.</summary>
public sealed record LogFilter
{
    /// <summary>Decisions from then on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Decisions before then.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Decisions about clients of this range.</summary>
    public AddressRange? Clients { get; init; }

    /// <summary>
    /// Decisions about recipients whose address holds this text; with stars, which stand for anything, the whole address is meant. Hashed recipients are
    /// found by their whole address.
    /// </summary>
    public string? Recipient { get; init; }

    /// <summary>The same for the sender.</summary>
    public string? Sender { get; init; }

    /// <summary>Decisions by the list of this name; empty for those that no list made.</summary>
    public string? Provider { get; init; }

    /// <summary>Decisions by this rule; empty for those that no rule made.</summary>
    public string? Rule { get; init; }

    /// <summary>Decisions with one of these outcomes; null for all.</summary>
    public IReadOnlyCollection<LoggedAction>? Actions { get; init; }

    /// <summary>Decisions of the server that has this name in the fleet. Where the log of one server is asked it means nothing.</summary>
    public string? Member { get; init; }

    /// <summary>Decisions at this address of the server, with or without its port.</summary>
    public string? Server { get; init; }

    /// <summary>Decisions at this point of the session: <c>OnConnect</c>, <c>OnRcptCommand</c>.</summary>
    public string? Event { get; init; }

    /// <summary>Decisions by this recipient policy; empty for those by everybody's measure.</summary>
    public string? Policy { get; init; }

    /// <summary>Decisions of this session.</summary>
    public string? Session { get; init; }

    /// <summary>Decisions whose reply, return codes or reason hold this text.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Decisions whose reply, return codes, reason, rule, list, policy, HELO name, client name, recipient or sender hold this text, or whose session or
    /// client it is. Recipients and senders are left out where they are hidden.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>
    /// True for a viewer who must not see recipients and senders: they are hidden in what is found, and nothing can be found or grouped by them.
    /// </summary>
    public bool HidesMailboxes { get; init; }

    /// <summary>Why this viewer may not ask so; null when he may.</summary>
    public string? Refusal => HidesMailboxes && (Recipient is not null || Sender is not null)
        ? "Recipients and senders are hidden from this account: remove the filter by recipient or sender."
        : null;

    /// <summary>The same with a grouping.</summary>
    public string? RefusalOf(LogGrouping grouping) => HidesMailboxes && (grouping is LogGrouping.Recipient or LogGrouping.Sender)
        ? "Recipients and senders are hidden from this account: choose another grouping."
        : Refusal;
}
