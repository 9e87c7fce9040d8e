using System.CommandLine;
using System.Linq;
using IpBlock.Lists;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Lists;

/// <summary><c>ipblock lists export NAME</c>.</summary>
internal sealed class ListsExportCommand : QuickCommand
{
    private readonly Argument<string> _name;

    public ListsExportCommand(Shell shell)
        : base(shell, "export", "Print the addresses of a list as read by IpBlock: sorted and merged, one network or range per line. Host names are not printed.") =>
        _name = With(ListNames.Required(shell));

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings || ListNames.Find(session, settings, parse.GetRequiredValue(_name)) is not { } list)
            return ExitCode.Wrong;
        using var store = ListStore.Load(settings, session.SettingsPath, session.Clock);
        if (store.Current.All.FirstOrDefault(one => one.Settings == list) is not { IsLoaded: true } loaded)
            return session.Fail($"the list '{list.Name}' cannot be exported: {store.Current.All.FirstOrDefault(one => one.Settings == list)?.Trouble ?? "it is disabled"}");
        var ranges = loaded.Content.Set.Ranges.Select(static found => found.Range.ToString());
        if (session.Json)
        {
            JsonObject.Write(session.Out, json => json.Set("name", list.Name).Set("ranges", ranges));
        }
        else
        {
            foreach (var range in ranges)
                session.Out.WriteLine(range);
        }

        return ExitCode.Fine;
    }
}
