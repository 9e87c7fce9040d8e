using System.CommandLine;
using System.Linq;
using IpBlock.Administration.Lists;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Lists;

/// <summary><c>ipblock lists show [NAME]</c>.</summary>
internal sealed class ListsShowCommand : QuickCommand
{
    private readonly Argument<string?> _name;

    public ListsShowCommand(Shell shell)
        : base(shell, "show", "Show the lists in files: number of entries, age and errors.") =>
        _name = With(ListNames.Optional(shell, "Show the details of this list."));

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var reports = ListReport.All(settings, session.SettingsPath, session.Clock, session.InForce(settings));
        if (parse.GetValue(_name) is { } name)
        {
            if (ListNames.Find(session, settings, name) is not { } list)
                return ExitCode.Wrong;
            var report = reports.First(one => one.Settings == list);
            if (session.Json)
                JsonObject.Write(session.Out, json => ListJson.Write(json, report));
            else
                ListText.Print(session, report);
            return ExitCode.Fine;
        }

        if (session.Json)
            JsonObject.WriteList(session.Out, reports, ListJson.Write);
        else if (reports.Count > 0)
            ListText.Print(session, reports);
        else
            session.Out.WriteLine("No lists. To add one, run ipblock lists add NAME --url URL");
        return ExitCode.Fine;
    }
}
