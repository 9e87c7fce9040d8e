using System;
using System.Collections.Generic;
using IpBlock.Providers.Usage;
using IpBlock.Settings;

namespace IpBlock.Administration.Comparison;

/// <summary>What one list has done, and what it is worth beside the others. Clients are different addresses.</summary>
public sealed class ListStatistics
{
    internal ListStatistics(ProviderKind kind, string name)
    {
        Kind = kind;
        Name = name;
    }

    /// <summary>Block list or allow list.</summary>
    public ProviderKind Kind { get; }

    /// <summary>The list's name.</summary>
    public string Name { get; }

    /// <summary>False for a list that only the log still knows.</summary>
    public bool IsInSettings { get; internal init; }

    /// <summary>Whether the settings have it asked now.</summary>
    public bool IsEnabled { get; internal init; }

    /// <summary>Whether the settings let it refuse now, or only report.</summary>
    public FilterMode Mode { get; internal init; }

    /// <summary>How often it was asked and what it said; null when no hour of that has been written to the log.</summary>
    public UsageCounts? Usage { get; internal init; }

    /// <summary>How many decisions were made without it, because it was late, refused, failed or was suspended.</summary>
    public long Partial { get; internal init; }

    /// <summary>How many clients it lists under a code that counts; of an allow list, how many were accepted for it.</summary>
    public int Clients { get; internal set; }

    /// <summary>How many of them were refused in its name.</summary>
    public int Refused { get; internal set; }

    /// <summary>How many of them were only reported in its name.</summary>
    public int Reported { get; internal set; }

    /// <summary>How many of them no other list knew.</summary>
    public int Unique { get; internal set; }

    /// <summary>How many it would have refused if it had been the only list: those that no exception let through.</summary>
    public int WouldRefuse { get; internal set; }

    /// <summary>How many of these no other list knew that refuses: the difference the list makes, or would make if it did more than report.</summary>
    public int Alone { get; internal set; }

    /// <summary>The other lists that know its clients, the one that knows the most first.</summary>
    public IReadOnlyList<ListOverlap> AlsoOn { get; internal set; } = [];

    /// <summary>What to make of it, in a sentence without the list's name.</summary>
    public string Advice { get; internal set; } = "";

    internal bool Is(ProviderKind kind, string name) => Kind == kind && string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>How many of a list's clients another list knows too.</summary>
public sealed class ListOverlap
{
    internal ListOverlap(string name, int clients, double share)
    {
        Name = name;
        Clients = clients;
        Share = share;
    }

    /// <summary>The other list.</summary>
    public string Name { get; }

    /// <summary>How many clients are on both.</summary>
    public int Clients { get; }

    /// <summary>Which part that is of the list's clients, from 0 to 1.</summary>
    public double Share { get; }
}
