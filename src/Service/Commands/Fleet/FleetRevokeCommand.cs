using System.CommandLine;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet revoke NAME</c>.</summary>
internal sealed class FleetRevokeCommand : FleetCommand
{
    private readonly Argument<string> _name;

    public FleetRevokeCommand(Shell shell)
        : base(shell, "revoke", "Remove the login of a server, an administrator or a ticket, and change the key of the fleet.") =>
        _name = With(new Argument<string>("NAME") { Description = "The name, as shown by ipblock fleet status." });

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var name = parse.GetRequiredValue(_name);
        var ended = await Membership(session).RevokeAsync(name, stop).ConfigureAwait(false);
        if (session.Json)
        {
            JsonObject.Write(session.Out, json => json.Set("revoked", name).Set("ticketsEnded", ended));
            return ExitCode.Fine;
        }

        session.Out.WriteLine(name + " was removed from the fleet, and the key of the fleet was changed.");
        if (ended > 0)
            session.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Open tickets are no longer valid ({ended}). Create new ones with ipblock fleet invite."));
        session.Out.WriteLine("The removed member knew the keys of your lists. If it was compromised, request new keys from the operators.");
        return ExitCode.Fine;
    }
}
