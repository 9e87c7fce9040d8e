using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet init CONNECTION</c>.</summary>
internal sealed class FleetInitCommand : FleetCommand
{
    private readonly Argument<string> _connection;
    private readonly Option<string?> _name;

    public FleetInitCommand(Shell shell)
        : base(shell, "init", "Make the fleet's tables in a database, or upgrade them. The first time this machine becomes the administrator of the fleet.")
    {
        _connection = With(new Argument<string>("CONNECTION")
        {
            Description = "The database, with a login that may make roles: 'Host=db.example.com;Database=ipblock;Username=postgres'. "
                + "The password comes from PGPASSWORD or ~/.pgpass. The certificate of the database is verified, unless it is on this machine.",
        });
        _name = With(new Option<string?>("--name") { Description = "What this administrator is called in the fleet; the name of the machine unless given.", HelpName = "NAME" });
    }

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var work = Membership(session).InitAsync(parse.GetRequiredValue(_connection), parse.GetValue(_name) ?? FleetNames.OfThisMachine, stop);
        var result = await session.WaitForAsync(work, "Waiting for the database").ConfigureAwait(false);
        if (session.Json)
        {
            JsonObject.Write(session.Out, json => json.Set("migrations", result.Migrations).Set("becameAdministrator", result.BecameAdministrator));
            return ExitCode.Fine;
        }

        session.Out.WriteLine(result.Migrations.Count == 0 ? "The tables are up to date." : $"The tables are made: {string.Join(", ", result.Migrations)}.");
        session.Out.WriteLine(result.BecameAdministrator
            ? "This machine is the administrator of the fleet now. Keep a copy of fleet-admin.json in a safe place: the key of the fleet is in it and in no database."
            : "The fleet has an administrator already; another one joins with a ticket of ipblock fleet invite --administrator.");
        return ExitCode.Fine;
    }
}
