using System.Collections.Generic;
using System.CommandLine;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Entries;

/// <summary>Which of the two local lists is meant.</summary>
internal static class EntryLists
{
    public static Option<ListKind> Option(string otherwise = "block") => new("--list")
    {
        Description = $"The IP Block list or the IP Allow list. Default: {otherwise}.",
        HelpName = "block|allow",
        DefaultValueFactory = static _ => ListKind.Block,
    };

    public static IReadOnlyList<ListEntry> Of(FilterSettings settings, ListKind list) => list == ListKind.Block ? settings.BlockList : settings.AllowList;

    public static string Word(ListKind list) => list == ListKind.Block ? "block" : "allow";

    public static string NameOf(ListKind list) => list == ListKind.Block ? "IP Block list" : "IP Allow list";
}
