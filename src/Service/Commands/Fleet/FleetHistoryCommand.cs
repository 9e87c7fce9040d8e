using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet history</c>.</summary>
internal sealed class FleetHistoryCommand : FleetCommand
{
    private const int Usual = 20;
    private readonly Option<int> _count;

    public FleetHistoryCommand(Shell shell)
        : base(shell, "history", "List the versions of the fleet's settings, newest first: time, author, group and changes.") =>
        _count = With(new Option<int>("-n") { Description = $"The maximum number of entries. Default: {Usual}.", HelpName = "NUMBER", DefaultValueFactory = static _ => Usual });

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (parse.GetValue(_count) is var count && count < 1)
            return session.Fail("-n must be 1 or more");
        var versions = await session.WaitForAsync(Settings(session).HistoryAsync(count, stop), "Waiting for the database").ConfigureAwait(false);
        if (session.Json)
        {
            JsonObject.WriteList(session.Out, versions, Write);
            return ExitCode.Fine;
        }

        if (versions.Count == 0)
            session.Out.WriteLine("The fleet has no settings yet. To publish settings, run ipblock fleet push.");
        else
            Print(session, versions);
        return ExitCode.Fine;
    }

    private static void Print(Session session, System.Collections.Generic.IReadOnlyList<FleetVersion> versions)
    {
        var table = new TextTable("Version", "When", "By", "For", "What");
        foreach (var version in versions)
            table.Row(version.Number.ToString(CultureInfo.InvariantCulture), PointInTime.Format(version.Time), version.Author, version.Group ?? "all", What(version));
        table.Print(session);
    }

    private static string What(FleetVersion version)
    {
        var undo = version.Undoes is { } number ? "undoes " + number.ToString(CultureInfo.InvariantCulture) + ": " : "";
        var comment = version.Comment is { } why ? why + ": " : "";
        var changed = version.Difference.Count switch
        {
            0 => "only comments, the layout or the target group",
            1 => version.Difference[0],
            var more => $"{version.Difference[0]} and {(more - 1).ToString(CultureInfo.InvariantCulture)} more",
        };
        return undo + comment + changed;
    }

    private static void Write(JsonObject json, FleetVersion version)
    {
        json.Set("version", version.Number).Set("time", PointInTime.Format(version.Time))
            .Set("author", version.Author).Set("program", version.Program).Set("comment", version.Comment).Set("group", version.Group);
        if (version.Undoes is { } undone)
            json.Set("undoes", undone);
        json.Set("changes", version.Difference.Select(static line => line));
    }
}
