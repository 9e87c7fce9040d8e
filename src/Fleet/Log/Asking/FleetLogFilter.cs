using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;

namespace IpBlock.Fleet.Log.Asking;

/// <summary>Which decisions of the fleet are wanted: those that meet everything that is set. Nothing set: all. Case means nothing in any text.</summary>
public sealed record FleetLogFilter
{
    /// <summary>Decisions from then on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Decisions before then.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Decisions of the server that has this name in the fleet.</summary>
    public string? Server { get; init; }

    /// <summary>Decisions about clients of this range.</summary>
    public AddressRange? Clients { get; init; }

    /// <summary>Decisions about this recipient: a whole address, or with stars that stand for anything.</summary>
    public string? Recipient { get; init; }

    /// <summary>The same for the sender.</summary>
    public string? Sender { get; init; }

    /// <summary>Decisions by the list of this name; empty for those that no list made.</summary>
    public string? Provider { get; init; }

    /// <summary>Decisions by this rule; empty for those that no rule made.</summary>
    public string? Rule { get; init; }

    /// <summary>Decisions with one of these outcomes; null for all.</summary>
    public IReadOnlyCollection<DecisionOutcome>? Outcomes { get; init; }

    /// <summary>Decisions at this address of a server, with or without its port.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Decisions at this point of the session.</summary>
    public string? Event { get; init; }

    /// <summary>Decisions by this recipient policy; empty for those by everybody's measure.</summary>
    public string? Policy { get; init; }

    /// <summary>Decisions of this session.</summary>
    public string? Session { get; init; }

    /// <summary>Decisions whose reply, return codes or reason hold this text.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Decisions whose reply, return codes, reason, rule, list, policy, HELO name, client name, recipient or sender hold this text, or whose session or client it
    /// is. Recipients and senders are left out where they are hidden.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>True for somebody who must not see recipients and senders.</summary>
    public bool HidesMailboxes { get; init; }
}
