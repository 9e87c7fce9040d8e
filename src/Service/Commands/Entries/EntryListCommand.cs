using System.CommandLine;
using System.Linq;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Entries;

/// <summary><c>ipblock entry list</c>.</summary>
internal sealed class EntryListCommand : QuickCommand
{
    private readonly Option<ListKind> _list;

    public EntryListCommand(Shell shell)
        : base(shell, "list", "List the entries.") => _list = With(EntryLists.Option("both"));

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        ListKind[] lists = parse.GetResult(_list) is { Implicit: false } ? [parse.GetValue(_list)] : [ListKind.Block, ListKind.Allow];
        var entries = lists.SelectMany(list => EntryLists.Of(settings, list).Select(entry => (List: list, Entry: entry))).ToList();
        var now = session.Clock.UtcNow;
        if (session.Json)
        {
            JsonObject.WriteList(session.Out, entries, (json, item) => json
                .Set("list", EntryLists.Word(item.List)).Set("address", item.Entry.Address.ToString()).Set("comment", item.Entry.Comment)
                .Set("expires", item.Entry.Expires is { } end ? PointInTime.Format(end) : null).Set("expired", item.Entry.Expires <= now));
            return ExitCode.Fine;
        }

        var table = new TextTable("List", "Address", "Expires", "Comment");
        foreach (var (list, entry) in entries)
            table.Row(EntryLists.Word(list), entry.Address.ToString(), Expiry.InWords(entry.Expires, now), entry.Comment);
        if (entries.Count > 0)
            table.Print(session);
        else
            session.Out.WriteLine("No entries.");
        return ExitCode.Fine;
    }
}
