using System;
using System.Collections.Generic;
using IpBlock.Administration.Editing;
using IpBlock.Manager.Security;
using IpBlock.Settings;

namespace IpBlock.Manager.Components.Entries;

/// <summary>An entry of a list, whatever it names.</summary>
/// <param name="Who">The addresses, the host name or the recipient, as the settings file has it.</param>
/// <param name="Comment">Why it is there; null for nothing.</param>
/// <param name="Expires">The first moment at which it no longer holds; null for never.</param>
/// <param name="Force">True for half of all addresses or more, which is meant.</param>
public sealed record EntryRow(string Who, string? Comment, DateTimeOffset? Expires, bool Force = false);

/// <summary>One of the lists in the settings whose entries have a comment and an end: where it is, how it is changed, and what its pages say.</summary>
public sealed class EntryTable
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>What it is called within a sentence: "the IP block list".</summary>
    public required string Name { get; init; }

    /// <summary>The title of the dialog that adds one.</summary>
    public required string AddTitle { get; init; }

    /// <summary>The title of the dialog that adds many.</summary>
    public required string PasteTitle { get; init; }

    /// <summary>What its entries do.</summary>
    public required string Effect { get; init; }

    /// <summary>What happens when an entry is removed.</summary>
    public required string EffectOfRemoval { get; init; }

    /// <summary>What to do when there are none.</summary>
    public required string WhenEmpty { get; init; }

    /// <summary>What one entry is called: "entry" or "exception".</summary>
    public required string Item { get; init; }

    /// <summary>What many are called.</summary>
    public required string Items { get; init; }

    /// <summary>What an entry names, as a column's title: "Address".</summary>
    public required string WhoTitle { get; init; }

    /// <summary>What many entries name: "Addresses".</summary>
    public required string WhoTitles { get; init; }

    /// <summary>What may be written, with backticks around what is code.</summary>
    public required string WhoHint { get; init; }

    /// <summary>An example of what an entry names.</summary>
    public required string Example { get; init; }

    /// <summary>What the mark of an entry says that holds.</summary>
    public required string Holds { get; init; }

    /// <summary>The choice of an end: "Block until date and time".</summary>
    public required string Until { get; init; }

    /// <summary>The ways to say what an entry names; with none it is one text.</summary>
    public IReadOnlyList<EntryForm> Forms { get; init; } = [];

    /// <summary>The entries.</summary>
    public required Func<FilterSettings, IEnumerable<EntryRow>> Rows { get; init; }

    /// <summary>Adds an entry.</summary>
    public required Func<EntryRow, SettingsEdit> Added { get; init; }

    /// <summary>Puts an entry in the place of the one that names this.</summary>
    public required Func<string, EntryRow, SettingsEdit> Changed { get; init; }

    /// <summary>Removes the entry that names this.</summary>
    public required Func<string, SettingsEdit> Removed { get; init; }

    /// <summary>Adding one.</summary>
    public required PageCommand Add { get; init; }

    /// <summary>Changing one.</summary>
    public required PageCommand Set { get; init; }

    /// <summary>Removing some.</summary>
    public required PageCommand Remove { get; init; }

    /// <summary>Adding many.</summary>
    public required PageCommand Paste { get; init; }
}
