using System;

namespace IpBlock.LogIndex;

/// <summary>By what decisions can be put together.</summary>
public enum LogGrouping
{
    /// <summary>The list that decided.</summary>
    Provider,

    /// <summary>The client's network: a /24, or a /48 of IPv6.</summary>
    Network,

    /// <summary>The client.</summary>
    Client,

    /// <summary>The recipient, in one spelling.</summary>
    Recipient,

    /// <summary>The sender, in one spelling.</summary>
    Sender,

    /// <summary>The rule that decided.</summary>
    Rule,

    /// <summary>The recipient policy.</summary>
    Policy,

    /// <summary>Address and port of the server.</summary>
    Server,

    /// <summary>The server, by its name in the fleet. The log of one server cannot be put together so.</summary>
    Member,
}

/// <summary>Decisions that have something in common.</summary>
/// <param name="Name">What they have in common: a name, an address, or a network as <c>192.0.2.0/24</c>; empty when they have none.</param>
/// <param name="Decisions">How many there are.</param>
/// <param name="Refusals">How many of them refused, or asked to come again.</param>
/// <param name="Last">The time of the newest.</param>
public sealed record LogGroup(string Name, long Decisions, long Refusals, DateTimeOffset Last);

/// <summary>Decisions of an hour, by one list, with one outcome.</summary>
/// <param name="Hour">When the hour begins, in UTC.</param>
/// <param name="Provider">The list that decided; empty when none did.</param>
/// <param name="Action">What became of them.</param>
/// <param name="Decisions">How many.</param>
public sealed record HourSum(DateTimeOffset Hour, string Provider, LoggedAction Action, long Decisions);

/// <summary>Decisions of a month, with one outcome.</summary>
/// <param name="Month">When the month begins, in UTC.</param>
/// <param name="Action">What became of them.</param>
/// <param name="Decisions">How many.</param>
public sealed record MonthSum(DateTimeOffset Month, LoggedAction Action, long Decisions);
