using System;

namespace IpBlock.Administration.Lists;

/// <summary>Where an entry stands.</summary>
public enum EntryPlace
{
    /// <summary>A client exception: its mail is accepted.</summary>
    Exceptions,

    /// <summary>The IP allow list.</summary>
    AllowList,

    /// <summary>An allow list in a file.</summary>
    AllowFile,

    /// <summary>The IP block list.</summary>
    BlockList,

    /// <summary>A block list in a file.</summary>
    BlockFile,
}

/// <summary>An entry that holds an address.</summary>
public sealed class EntryMatch
{
    internal EntryMatch(EntryPlace place, string entry)
    {
        Place = place;
        Entry = entry;
    }

    /// <summary>Where it stands.</summary>
    public EntryPlace Place { get; }

    /// <summary>Its address or range; of a list in a file the range that its entries come to.</summary>
    public string Entry { get; }

    /// <summary>The name of the list in a file; empty for the others.</summary>
    public string List { get; internal init; } = "";

    /// <summary>Why it is there; null when nobody has said.</summary>
    public string? Comment { get; internal init; }

    /// <summary>When it ends, or has ended; null for never.</summary>
    public DateTimeOffset? Expires { get; internal init; }

    /// <summary>False for an entry that has expired, and for a list that is too old to count.</summary>
    public bool Holds { get; internal init; }

    /// <summary>True for a list that only reports.</summary>
    public bool Reports { get; internal init; }
}
