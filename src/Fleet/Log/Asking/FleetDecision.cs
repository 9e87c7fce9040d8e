using System;
using System.Collections.Generic;
using IpBlock.Administration.Logs;

namespace IpBlock.Fleet.Log.Asking;

/// <summary>A decision of a server of the fleet.</summary>
/// <param name="Number">A number that no other has.</param>
/// <param name="Server">What the server is called in the fleet.</param>
/// <param name="Record">Its line of the log.</param>
public sealed record FleetDecision(long Number, string Server, DecisionRecord Record);

/// <summary>Decisions that have something in common.</summary>
/// <param name="Name">What they have in common; empty when they have none.</param>
/// <param name="Decisions">How many there are.</param>
/// <param name="Refusals">How many of them refused, or asked to come again.</param>
/// <param name="Last">The time of the newest.</param>
public sealed record FleetLogGroup(string Name, long Decisions, long Refusals, DateTimeOffset Last);

/// <summary>Groups, the largest first.</summary>
/// <param name="Groups">As many as were wanted, or all.</param>
/// <param name="MayBeMissing">Groups with up to so many decisions may be missing; 0 when none is. Each number is exact all the same.</param>
public sealed record FleetLogGroups(IReadOnlyList<FleetLogGroup> Groups, long MayBeMissing);

/// <summary>Decisions of an hour, by one list, with one outcome. They are summed up once a minute.</summary>
/// <param name="Hour">When the hour begins, in UTC.</param>
/// <param name="Server">What the server is called; empty where all servers are together.</param>
/// <param name="Provider">The list that decided; empty when none did.</param>
/// <param name="Outcome">What became of them.</param>
/// <param name="Decisions">How many.</param>
public sealed record FleetHour(DateTimeOffset Hour, string Server, string Provider, DecisionOutcome Outcome, long Decisions);

/// <summary>By what decisions of the fleet can be put together.</summary>
public enum FleetLogGrouping
{
    /// <summary>The list that decided.</summary>
    Provider,

    /// <summary>The client's network: a /24, or a /48 of IPv6.</summary>
    Network,

    /// <summary>The client.</summary>
    Client,

    /// <summary>The recipient.</summary>
    Recipient,

    /// <summary>The sender.</summary>
    Sender,

    /// <summary>The rule that decided.</summary>
    Rule,

    /// <summary>The recipient policy.</summary>
    Policy,

    /// <summary>Address and port of the server.</summary>
    Endpoint,

    /// <summary>The server of the fleet.</summary>
    Server,
}
