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
        : base(shell, "init", "Create or upgrade the tables of the fleet in a database. The first time, this server becomes the administrator of the fleet.")
    {
        _connection = With(new Argument<string>("CONNECTION")
        {
            Description = "The database, with a login that can create roles: 'Host=db.example.com;Database=ipblock;Username=postgres'. "
                + "The password comes from PGPASSWORD or ~/.pgpass. The certificate of the database is verified, unless the database is on this server.",
        });
        _name = With(new Option<string?>("--name") { Description = "The name of this administrator in the fleet. Default: the host name.", HelpName = "NAME" });
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

        session.Out.WriteLine(result.Migrations.Count == 0 ? "The tables are up to date." : $"The tables were created: {string.Join(", ", result.Migrations)}.");
        session.Out.WriteLine(result.BecameAdministrator
            ? "This server is now the administrator of the fleet. Keep a copy of fleet-admin.json in a safe place: it contains the key of the fleet, which is not in the database."
            : "The fleet already has an administrator. To add another, create a ticket with ipblock fleet invite --administrator.");
        return ExitCode.Fine;
    }
}
