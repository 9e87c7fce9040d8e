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
        : base(shell, "invite", "Print a ticket with which one server joins the fleet. It can be used once; treat it like a password.")
    {
        _group = With(new Option<string?>("--group") { Description = "The group of the server: a version can be pushed to one group first.", HelpName = "GROUP" });
        _administrator = With(new Option<bool>("--administrator") { Description = "A ticket for one who may change the settings of all servers." });
        _life = With(new Option<string>("--expires")
        {
            Description = "How long it can be used: 2h, 3d; 1d unless given, 30d at most.",
            HelpName = "TIME",
            DefaultValueFactory = static _ => "1d",
        });
    }

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (!Duration.TryParse(parse.GetValue(_life)!, out var life, out _) || life <= TimeSpan.Zero || life > Longest)
            return session.Fail("--expires is a time such as 2h or 3d, 30d at most");
        var (isAdministrator, group) = (parse.GetValue(_administrator), parse.GetValue(_group));
        if (isAdministrator && group is not null)
            return session.Fail("an administrator is in no group; give either --administrator or --group");
        var ticket = await Membership(session).InviteAsync(isAdministrator, group, life, stop).ConfigureAwait(false);
        if (session.Json)
            JsonObject.Write(session.Out, json => json.Set("ticket", ticket).Set("expiresIn", Duration.Format(life)));
        else
            session.Out.WriteLine("ipblock fleet join " + ticket);
        return ExitCode.Fine;
    }
}
