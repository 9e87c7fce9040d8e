using System;
using System.Collections.Generic;
using IpBlock.Administration.History;
using IpBlock.Fleet.Versions;

namespace IpBlock.Fleet;

/// <summary>A version of the shared settings, as it is listed.</summary>
public sealed class FleetVersion
{
    private readonly StoredVersion _version;

    internal FleetVersion(StoredVersion version) => _version = version;

    /// <summary>Its number.</summary>
    public int Number => _version.Number;

    /// <summary>When it was stored, by the database's clock, to the second.</summary>
    public DateTimeOffset Time => _version.Time.AddTicks(-(_version.Time.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>The account and the machine.</summary>
    public string Author => _version.Author;

    /// <summary>The program with its version.</summary>
    public string Program => _version.Program;

    /// <summary>Why; null when nobody said.</summary>
    public string? Comment => _version.Comment;

    /// <summary>The group of servers that it is for; null for all.</summary>
    public string? Group => _version.Group;

    /// <summary>The version that it takes back; null when it takes none back.</summary>
    public int? Undoes => _version.Undoes;

    /// <summary>What it changed, a line for each property.</summary>
    public IReadOnlyList<string> Difference => _version.Difference;
}

/// <summary>What is to be pushed, and how.</summary>
public sealed record PushRequest
{
    /// <summary>Why; null for nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>The group of servers that is to take it; null for all.</summary>
    public string? Group { get; init; }

    /// <summary>Parts that are each server's own from now on.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>Parts that are for all again.</summary>
    public IReadOnlyList<string> Shared { get; init; } = [];

    /// <summary>The newest version, when it is to be replaced although this file was not made out of it; null for nothing of the kind.</summary>
    public int? Over { get; init; }
}

/// <summary>What became of a push.</summary>
/// <param name="Number">The version; when nothing was stored, the one that holds all this already.</param>
/// <param name="Stored">True when it is a new one.</param>
/// <param name="Difference">What it changes.</param>
public sealed record PushResult(int Number, bool Stored, SettingsDifference Difference);

/// <summary>What became of an undo.</summary>
/// <param name="Number">The new version.</param>
/// <param name="Undone">The version that was taken back.</param>
/// <param name="Difference">What that changes.</param>
public sealed record UndoResult(int Number, int Undone, SettingsDifference Difference);
