using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet;
using IpBlock.Fleet.Members;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet status</c>.</summary>
internal sealed class FleetStatusCommand : FleetCommand
{
    private readonly Option<bool> _lists;

    public FleetStatusCommand(Shell shell)
        : base(
            shell,
            "status",
            "Show the members of the fleet, the active version of each server, how long it has been active, and problems. A server that is not an administrator sees only itself.") =>
        _lists = With(new Option<bool>("--lists") { Description = "Show instead how each list answers each server, and through which name servers." });

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var health = await session.WaitForAsync(FleetHealth.LookAsync(session.SettingsPath, stop), "Waiting for the database").ConfigureAwait(false);
        if (parse.GetValue(_lists))
            return health is null ? session.Fail("the tables of the fleet were created by an older version of IpBlock: run ipblock fleet init with this version") : FleetListsText.Print(session, health);
        var members = await session.WaitForAsync(Membership(session).ListAsync(stop), "Waiting for the database").ConfigureAwait(false);
        if (session.Json)
            JsonObject.WriteList(session.Out, members, (json, member) => FleetStatusText.Write(json, member, health));
        else
            Print(session, members, health);
        return members.Any(member => FleetStatusText.Trouble(member, health).Any()) ? ExitCode.Listed : ExitCode.Fine;
    }

    private static void Print(Session session, IReadOnlyList<FleetMemberStatus> members, FleetHealth? health)
    {
        var table = new TextTable("Member", "Group", "Version", "State", "Since", "Last contact", "Program");
        foreach (var member in members)
            table.Row(FleetStatusText.Row(member));
        table.Print(session);
        foreach (var member in members)
        {
            foreach (var trouble in FleetStatusText.Trouble(member, health))
                session.Out.WriteLine($"{member.Name}: {trouble}");
        }
    }
}
