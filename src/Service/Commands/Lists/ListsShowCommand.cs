using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using IpBlock.Service.Commands.Entries;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Lists;

/// <summary><c>ipblock lists show [NAME]</c>.</summary>
internal sealed class ListsShowCommand : QuickCommand
{
    private readonly Argument<string?> _name;

    public ListsShowCommand(Shell shell)
        : base(shell, "show", "Show the lists in files: how many entries, how old, and what is wrong with them.") =>
        _name = With(ListNames.Optional(shell, "Show all about this list."));

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var reports = ListReport.All(settings, session);
        if (parse.GetValue(_name) is { } name)
        {
            if (ListNames.Find(session, settings, name) is not { } list)
                return ExitCode.Wrong;
            var report = reports.First(one => one.Settings == list);
            if (session.Json)
                JsonObject.Write(session.Out, report.Write);
            else
                PrintOne(session, report);
            return ExitCode.Fine;
        }

        if (session.Json)
            JsonObject.WriteList(session.Out, reports, static (json, report) => report.Write(json));
        else if (reports.Count > 0)
            Print(session, reports);
        else
            session.Out.WriteLine("No lists. Add one: ipblock lists add NAME --url URL");
        return ExitCode.Fine;
    }

    private static void Print(Session session, IReadOnlyList<ListReport> reports)
    {
        var table = new TextTable("Name", "Kind", "State", "Entries", "Age", "Source");
        foreach (var report in reports)
        {
            var entries = report.Loaded is { IsLoaded: true } loaded ? ListReport.Number(loaded.Entries) : "";
            table.Row(report.Settings.Name, EntryLists.Word(report.Settings.Kind), State(report), entries, report.Age, report.Source);
        }

        table.Print(session);
        foreach (var report in reports.Where(static report => report.Trouble is not null))
            session.Out.WriteLine($"\n{report.Settings.Name}: {report.Trouble}");
    }

    private static void PrintOne(Session session, ListReport report)
    {
        var table = new TextTable("Property", "Value");
        foreach (var (name, value) in report.Rows())
            table.Row(Cell.Dim(name), value);
        table.Print(session);
    }

    private static Cell State(ListReport report) =>
        report.Trouble is null && report.IsInForce ? Cell.Green(report.State) : report.IsInForce ? Cell.Yellow(report.State) : Cell.Red(report.State);
}
