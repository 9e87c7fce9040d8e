using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet leave</c>.</summary>
internal sealed class FleetLeaveCommand : FleetCommand
{
    private readonly Option<bool> _administrator;
    private readonly Option<bool> _force;

    public FleetLeaveCommand(Shell shell)
        : base(shell, "leave", "Leave the fleet. The settings are unchanged and can be changed independently from now on.")
    {
        _administrator = With(new Option<bool>("--administrator") { Description = "Leave as the administrator on this server, not as a member." });
        _force = With(new Option<bool>("--force") { Description = "Leave the fleet even if its database does not answer; an administrator must then revoke this server." });
    }

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var untold = await Membership(session).LeaveAsync(parse.GetValue(_administrator), parse.GetValue(_force), stop).ConfigureAwait(false);
        if (session.Json)
            JsonObject.Write(session.Out, json => json.Set("left", true).Set("problem", untold));
        else
            session.Out.WriteLine("This server has left the fleet. The key of the fleet is changed with the next push.");
        if (untold is not null)
            session.Note($"the database was not updated ({untold}); an administrator must remove the login with ipblock fleet revoke");
        return ExitCode.Fine;
    }
}
