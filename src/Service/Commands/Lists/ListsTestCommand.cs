using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Lists;
using IpBlock.Service.Commands.Entries;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Lists;

/// <summary><c>ipblock lists test ADDRESS</c>.</summary>
internal sealed class ListsTestCommand : QuickCommand
{
    private readonly Argument<string> _address;

    public ListsTestCommand(Shell shell)
        : base(shell, "test", "Show which lists and entries contain an address. Host names are not looked up; use ipblock check for this.") =>
        _address = With(new Argument<string>("ADDRESS") { Description = "An IPv4 or IPv6 address." });

    protected override int Run(Session session, ParseResult parse)
    {
        if (!Address.TryParse(parse.GetRequiredValue(_address), out var client))
            return session.Fail($"'{parse.GetRequiredValue(_address)}' is not an IP address");
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        using var store = ListStore.Load(settings, session.SettingsPath, session.Clock);
        var hits = Hits(settings, store.Current, client, session.Clock.UtcNow).ToList();
        if (session.Json)
        {
            JsonObject.WriteList(session.Out, hits, static (json, hit) => json
                .Set("list", hit.List).Set("kind", EntryLists.Word(hit.Kind)).Set("range", hit.Range).Set("counts", hit.Counts).Set("remark", hit.Remark));
        }
        else
        {
            Print(session, client, hits);
        }

        // An allow list is heard first, whatever the block lists say.
        return hits.Find(static hit => hit.Counts) is { Kind: ListKind.Block } ? ExitCode.Listed : ExitCode.Fine;
    }

    private static void Print(Session session, Address client, List<Hit> hits)
    {
        if (hits.Count == 0)
        {
            session.Out.WriteLine($"No list or entry contains {client}.");
            return;
        }

        var table = new TextTable("List", "Kind", "Range", "Remark");
        foreach (var hit in hits)
            table.Row(hit.List, hit.Kind == ListKind.Block ? Cell.Red("block") : Cell.Green("allow"), hit.Range, hit.Remark);
        table.Print(session);
    }

    // In the order in which they are heard.
    private static IEnumerable<Hit> Hits(FilterSettings settings, ListLookup lookup, Address client, DateTimeOffset now)
    {
        foreach (var kind in new[] { ListKind.Allow, ListKind.Block })
        {
            foreach (var entry in EntryLists.Of(settings, kind).Where(entry => entry.Address.Contains(client)))
            {
                var over = entry.Expires <= now;
                yield return new Hit(EntryLists.NameOf(kind), kind, entry.Address.ToString(), !over, over ? "expired" : entry.Comment ?? "");
            }

            foreach (var list in lookup.All.Where(list => list.Settings.Kind == kind))
            {
                if (list.Content.Set.FirstOverlap(AddressRange.Of(client)) is { } found)
                {
                    var counts = !list.IsSilent(now) && list.Settings.Mode == FilterMode.Enforce;
                    yield return new Hit(list.Settings.Name, kind, found.Range.ToString(), counts, list.IsSilent(now) ? "expired: not used" : counts ? "" : "reports only");
                }
            }
        }
    }

    private sealed record Hit(string List, ListKind Kind, string Range, bool Counts, string Remark);
}
