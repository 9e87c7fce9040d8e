using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.History;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Config;

/// <summary><c>ipblock config history</c>.</summary>
internal sealed class ConfigHistoryCommand : QuickCommand
{
    private const int Usual = 20;
    private readonly Option<int> _count;

    public ConfigHistoryCommand(Shell shell)
        : base(shell, "history", "List the changes of the settings, newest first: time, author, program and properties.") =>
        _count = With(new Option<int>("-n") { Description = $"The maximum number of entries. Default: {Usual}.", HelpName = "NUMBER", DefaultValueFactory = static _ => Usual });

    protected override int Run(Session session, ParseResult parse)
    {
        if (parse.GetValue(_count) is < 1)
            return session.Fail("-n must be 1 or more");
        using var history = HistoryText.Open(session);
        var changes = history.Newest(parse.GetValue(_count)).ToList();
        if (session.Json)
            JsonObject.WriteList(session.Out, changes, HistoryText.Write);
        else if (changes.Count == 0)
            session.Out.WriteLine("There are no changes yet: the history starts with the next change.");
        else
            Print(session, changes);
        return ExitCode.Fine;
    }

    private static void Print(Session session, List<SettingsChange> changes)
    {
        var table = new TextTable("Change", "When", "By", "What");
        foreach (var change in changes)
            table.Row(change.Number.ToString(CultureInfo.InvariantCulture), PointInTime.Format(change.When), HistoryText.By(change), HistoryText.What(change));
        table.Print(session);
    }
}
