using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet invite</c>.</summary>
internal sealed class FleetInviteCommand : FleetCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private readonly Option<string?> _group;
    private readonly Option<bool> _administrator;
    private readonly Option<string> _life;

    public FleetInviteCommand(Shell shell)
        : base(shell, "invite", "Create a ticket with which one server can join the fleet. It can be used once; treat it like a password.")
    {
        _group = With(new Option<string?>("--group") { Description = "The group of the server. A version can be pushed to a single group first.", HelpName = "GROUP" });
        _administrator = With(new Option<bool>("--administrator") { Description = "Create a ticket for an administrator, who can change the settings of all servers." });
        _life = With(new Option<string>("--expires")
        {
            Description = "How long the ticket is valid: 2h, 3d; at most 30d. Default: 1d.",
            HelpName = "TIME",
            DefaultValueFactory = static _ => "1d",
        });
    }

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (!Duration.TryParse(parse.GetValue(_life)!, out var life, out _) || life <= TimeSpan.Zero || life > Longest)
            return session.Fail("--expires must be a duration such as 2h or 3d, at most 30d");
        var (isAdministrator, group) = (parse.GetValue(_administrator), parse.GetValue(_group));
        if (isAdministrator && group is not null)
            return session.Fail("an administrator is not in a group; specify either --administrator or --group");
        var ticket = await Membership(session).InviteAsync(isAdministrator, group, life, stop).ConfigureAwait(false);
        if (session.Json)
            JsonObject.Write(session.Out, json => json.Set("ticket", ticket).Set("expiresIn", Duration.Format(life)));
        else
            session.Out.WriteLine("ipblock fleet join " + ticket);
        return ExitCode.Fine;
    }
}
