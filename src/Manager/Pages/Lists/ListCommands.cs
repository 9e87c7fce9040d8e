using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.Lists;

/// <summary>What the pages of the lists do.</summary>
public static class ListCommands
{
    /// <summary>Adds an entry to an IP list.</summary>
    public static readonly PageCommand AddEntry = new("lists.entry.add", "added an entry to an IP list");

    /// <summary>Changes an entry of an IP list.</summary>
    public static readonly PageCommand SetEntry = new("lists.entry.set", "changed an entry of an IP list");

    /// <summary>Removes entries of an IP list.</summary>
    public static readonly PageCommand RemoveEntry = new("lists.entry.remove", "removed entries from an IP list");

    /// <summary>Adds many entries to an IP list.</summary>
    public static readonly PageCommand PasteEntries = new("lists.entry.paste", "added entries to an IP list");

    /// <summary>Puts a version of a list in force that was held back.</summary>
    public static readonly PageCommand AcceptHeld = new("lists.held.accept", "accepted a version of a list that was held back");

    /// <summary>Drops a version of a list that was held back.</summary>
    public static readonly PageCommand DropHeld = new("lists.held.drop", "discarded a version of a list that was held back");

    /// <summary>Adds a list in a file.</summary>
    public static readonly PageCommand AddList = new("lists.add", "added a list");

    /// <summary>Changes a list in a file.</summary>
    public static readonly PageCommand SetList = new("lists.set", "changed a list");

    /// <summary>Has a list used or not used.</summary>
    public static readonly PageCommand EnableList = new("lists.enable", "enabled or disabled a list");

    /// <summary>Gives a list another place.</summary>
    public static readonly PageCommand MoveList = new("lists.move", "moved a list");

    /// <summary>Removes a list.</summary>
    public static readonly PageCommand RemoveList = new("lists.remove", "removed a list");
}
