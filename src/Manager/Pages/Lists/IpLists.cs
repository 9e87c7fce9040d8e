using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Manager.Components.Entries;
using IpBlock.Settings;

namespace IpBlock.Manager.Pages.Lists;

/// <summary>The two IP lists of the settings, as the page shows them.</summary>
public static class IpLists
{
    /// <summary>The IP block list.</summary>
    public static readonly EntryTable Block = Of(
        ListKind.Block,
        "Clients with these addresses are rejected without a query to any provider.",
        "These clients are no longer rejected by this list.",
        "Block until date and time");

    /// <summary>The IP allow list.</summary>
    public static readonly EntryTable Allow = Of(
        ListKind.Allow,
        "Clients with these addresses are accepted, even if they are on a block list.",
        "These clients are checked against the block lists again.",
        "Allow until date and time");

    private static string NameOf(ListKind kind) => kind == ListKind.Allow ? "the IP Allow list" : "the IP Block list";

    private static EntryTable Of(ListKind kind, string effect, string effectOfRemoval, string until) => new()
    {
        Title = kind == ListKind.Allow ? "IP Allow list" : "IP Block list",
        Name = NameOf(kind),
        AddTitle = "Add an entry to " + NameOf(kind),
        PasteTitle = "Add many entries to " + NameOf(kind),
        Effect = effect,
        EffectOfRemoval = effectOfRemoval,
        WhenEmpty = "Add an address, a network or a range; or paste many at once.",
        Item = "entry",
        Items = "entries",
        WhoTitle = "Address",
        WhoTitles = "Addresses",
        WhoHint = "An address, `192.0.2.0/24` or `192.0.2.10-192.0.2.20`.",
        Example = "192.0.2.1",
        Holds = "holds",
        Until = until,
        Forms = [EntryForm.Address, EntryForm.Mask, EntryForm.Range],
        Rows = settings => (kind == ListKind.Allow ? settings.AllowList : settings.BlockList)
            .Select(static entry => new EntryRow(entry.Address.ToString(), entry.Comment, entry.Expires, entry.Force)),
        Added = row => SettingsEdit.AddEntry(kind, row.Who, row.Comment, row.Expires, row.Force),
        Changed = (who, row) => SettingsEdit.SetEntry(kind, who, row.Who, row.Comment, row.Expires, row.Force),
        Removed = who => SettingsEdit.RemoveEntry(kind, who),
        Add = ListCommands.AddEntry,
        Set = ListCommands.SetEntry,
        Remove = ListCommands.RemoveEntry,
        Paste = ListCommands.PasteEntries,
    };
}
