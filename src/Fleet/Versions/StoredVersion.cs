using System;
using System.Collections.Generic;

namespace IpBlock.Fleet.Versions;

/// <summary>A version of the settings as the database has it.</summary>
internal sealed record StoredVersion
{
    public required int Number { get; init; }

    /// <summary>Tells it from another of the same number, which there is after the database was restored.</summary>
    public required Guid Id { get; init; }

    /// <summary>The version from which it was made; 0 for none.</summary>
    public int Parent { get; init; }

    /// <summary>The group of servers that take it; null for all.</summary>
    public string? Group { get; init; }

    public DateTimeOffset Time { get; init; }

    public required string Author { get; init; }

    public required string Program { get; init; }

    public string? Comment { get; init; }

    /// <summary>The version that this one takes back.</summary>
    public int? Undoes { get; init; }

    /// <summary>The parts that are each server's own, beside the usual ones.</summary>
    public required IReadOnlyList<string> Own { get; init; }

    /// <summary>The fleet's key with which it is sealed.</summary>
    public required int KeyNumber { get; init; }

    /// <summary>The settings, the keys in them encrypted.</summary>
    public required string Content { get; init; }

    /// <summary>What it changed, in lines that may be shown.</summary>
    public required IReadOnlyList<string> Difference { get; init; }

    /// <summary>The parts that are groups' own (<see cref="GroupParts"/>), encrypted; null for none.</summary>
    public byte[]? GroupBox { get; init; }

    public byte[] Seal { get; init; } = [];
}
