using System.CommandLine;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet;
using IpBlock.Fleet.Versions;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet join TICKET</c>.</summary>
internal sealed class FleetJoinCommand : FleetCommand
{
    private readonly Argument<string> _ticket;
    private readonly Option<string?> _name;
    private readonly Option<string?> _connection;

    public FleetJoinCommand(Shell shell)
        : base(shell, "join", "Join a fleet with a ticket, and apply its settings. To restore the previous settings of this server, use config undo.")
    {
        _ticket = With(new Argument<string>("TICKET") { Description = "The ticket from ipblock fleet invite; - reads it from standard input." });
        _name = With(new Option<string?>("--name") { Description = "The name of this server in the fleet. Default: the host name.", HelpName = "NAME" });
        _connection = With(new Option<string?>("--connection")
        {
            Description = "Additional or other parameters of the database connection: 'Root Certificate=/etc/ipblock/ca.pem'.",
            HelpName = "WORDS",
        });
    }

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var ticket = parse.GetRequiredValue(_ticket);
        if (ticket is "-")
            ticket = await session.In.ReadLineAsync(stop).ConfigureAwait(false) ?? "";
        var work = Membership(session).JoinAsync(ticket, parse.GetValue(_name) ?? FleetNames.OfThisMachine, parse.GetValue(_connection), stop);
        var result = await session.WaitForAsync(work, "Waiting for the database").ConfigureAwait(false);
        if (session.Json)
            JsonObject.Write(session.Out, json => json.Set("name", result.Name).Set("administrator", result.IsAdministrator)
                .Set("version", result.Taken?.Number ?? 0).Set("problem", result.Taken?.Problem));
        else
            Print(session, result);
        return result.Taken?.Problem is null ? ExitCode.Fine : ExitCode.Listed;
    }

    private static void Print(Session session, JoinResult result)
    {
        session.Out.WriteLine(result.IsAdministrator
            ? $"{result.Name} is now an administrator of the fleet. To apply the settings of the fleet here, run ipblock fleet pull"
            : $"{result.Name} is now a member of the fleet.");
        if (result is { IsAdministrator: false, Taken: null })
            session.Out.WriteLine("The fleet has no settings yet. To publish settings, run ipblock fleet push.");
        if (result.Taken is not { } taken)
            return;
        if (taken.Problem is { } problem)
            session.Note(string.Create(CultureInfo.InvariantCulture, $"version {taken.Number} was not applied, and the settings are unchanged: {problem}"));
        else
            session.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"It now uses the settings of version {taken.Number}.{Back(taken)}"));
    }

    private static string Back(TakeResult taken) => taken.Change is { } change
        ? string.Create(CultureInfo.InvariantCulture, $" To restore the previous settings, run ipblock fleet leave, and ipblock config undo {change}")
        : "";
}
