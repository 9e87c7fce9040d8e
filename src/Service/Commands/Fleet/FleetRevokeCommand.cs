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
        : base(shell, "revoke", "End the login of a server, an administrator or a ticket, and change the key of the fleet for all others.") =>
        _name = With(new Argument<string>("NAME") { Description = "Its name in ipblock fleet status." });

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var name = parse.GetRequiredValue(_name);
        var ended = await Membership(session).RevokeAsync(name, stop).ConfigureAwait(false);
        if (session.Json)
        {
            JsonObject.Write(session.Out, json => json.Set("revoked", name).Set("ticketsEnded", ended));
            return ExitCode.Fine;
        }

        session.Out.WriteLine(name + " belongs to the fleet no more, and the key of the fleet is changed.");
        if (ended > 0)
            session.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Tickets that were out have ended with the old key ({ended}): make new ones with ipblock fleet invite."));
        session.Out.WriteLine("Keys of lists that it knew are known to it for ever: if it was taken over, have your providers give you new ones.");
        return ExitCode.Fine;
    }
}
