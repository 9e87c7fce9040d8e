using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Lists;
using IpBlock.Notices;
using IpBlock.Service.Feeds;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Lists;

/// <summary><c>ipblock lists update [NAME]</c>.</summary>
internal sealed class ListsUpdateCommand : LeafCommand
{
    private readonly Argument<string?> _name;
    private readonly Option<bool> _accept;

    public ListsUpdateCommand(Shell shell)
        : base(shell, "update", "Fetch the lists that have a URL now. The service, also on Exchange servers, fetches them automatically. On a server without the service, run this command in a scheduled task.")
    {
        _name = With(ListNames.Optional(shell, "Fetch only this list."));
        _accept = With(new Option<bool>("--accept") { Description = "Activate the version of this list that was held back, instead of fetching." });
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var accept = parse.GetValue(_accept);
        if (accept && parse.GetValue(_name) is null)
            return session.Fail("--accept requires the name of the list whose new version you accept");
        if (session.Load() is not { } settings || Chosen(session, settings, parse.GetValue(_name)) is not { } lists)
            return ExitCode.Wrong;
        var done = new List<(ListSettings List, FeedRecord Record)>();
        foreach (var list in lists)
        {
            var update = new FeedUpdate(list, settings, session.SettingsPath, session.Clock, Silence.Instance);
            var record = await session.WaitForAsync(accept ? update.AcceptAsync(stop) : update.RunAsync(stop), "Fetching " + list.Name).ConfigureAwait(false);
            done.Add((list, record));
        }

        if (session.Json)
            JsonObject.WriteList(session.Out, done, static (json, one) => json.Set("name", one.List.Name).Set("result", Names.Camel(one.Record.Result)).Set("entries", one.Record.Entries).Set("why", one.Record.Why));
        else
            Print(session, done);
        return done.Exists(static one => one.Record.Result == FeedResult.Failed) ? ExitCode.NoDns : done.Exists(static one => one.Record.Result == FeedResult.Held) ? ExitCode.Listed : ExitCode.Fine;
    }

    private static List<ListSettings>? Chosen(Session session, FilterSettings settings, string? name)
    {
        if (name is null)
            return [.. settings.Lists.Where(static list => list is { Enabled: true, Url: not null })];
        if (ListNames.Find(session, settings, name) is not { } list)
            return null;
        if (list.Url is not null)
            return [list];
        session.Fail($"the list '{list.Name}' is a file that you maintain; it cannot be fetched");
        return null;
    }

    private static void Print(Session session, List<(ListSettings List, FeedRecord Record)> done)
    {
        if (done.Count == 0)
        {
            session.Out.WriteLine("No list has a URL.");
            return;
        }

        var table = new TextTable("Name", "Result", "Entries", "Why");
        foreach (var (list, record) in done)
        {
            var words = ListText.InWords(record.Result);
            table.Row(list.Name, record.Why.Length == 0 ? Cell.Green(words) : Cell.Red(words), ListText.Number(record.Entries), record.Why);
        }

        table.Print(session);
    }

    // What there is to say is printed.
    private sealed class Silence : INoticeSink
    {
        public static readonly Silence Instance = new();

        public void Write(Notice notice)
        {
        }
    }
}
