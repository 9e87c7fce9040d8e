using System;
using System.Collections.Generic;

namespace IpBlock.Fleet.Members;

/// <summary>A server or an administrator of the fleet, and what is known of it.</summary>
public sealed record FleetMemberStatus
{
    internal int Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>True for somebody who may change the settings.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>The group of the server; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>When it joined; null for one that is invited.</summary>
    public DateTimeOffset? Joined { get; init; }

    /// <summary>When a ticket that was not used ends.</summary>
    public DateTimeOffset Expires { get; init; }

    /// <summary>The version that it should have; 0 when there is none.</summary>
    public int Wanted { get; init; }

    /// <summary>The version that it has; 0 for none.</summary>
    public int Version { get; init; }

    /// <summary>True when the running service says that this version decides.</summary>
    public bool InForce { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How long it has not been heard of, by the database's clock; null for one that has never been.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>Why it has not the version that it should have; null when nothing stands against it.</summary>
    public string? Error { get; init; }

    /// <summary>What was changed on the server itself.</summary>
    public IReadOnlyList<string> LocalChanges { get; init; } = [];

    /// <summary>Its program with the version.</summary>
    public string? Program { get; init; }

    /// <summary>Its host name.</summary>
    public string? Host { get; init; }

    /// <summary><c>notify</c>, or <c>timer</c> when notifications do not reach it.</summary>
    public string? Way { get; init; }

    /// <summary>By how much its clock is ahead of the database's.</summary>
    public TimeSpan ClockAhead { get; init; }
}
