using System.Collections.Generic;
using System.CommandLine;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Entries;

/// <summary>Which of the two local lists is meant.</summary>
internal static class EntryLists
{
    public static Option<ListKind> Option() => new("--list")
    {
        Description = "The list of addresses to refuse, or that of addresses to accept.",
        HelpName = "block|allow",
        DefaultValueFactory = static _ => ListKind.Block,
    };

    public static IReadOnlyList<ListEntry> Of(FilterSettings settings, ListKind list) => list == ListKind.Block ? settings.BlockList : settings.AllowList;

    public static string Word(ListKind list) => list == ListKind.Block ? "block" : "allow";
}
