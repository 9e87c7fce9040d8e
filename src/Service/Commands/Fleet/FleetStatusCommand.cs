using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Members;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet status</c>.</summary>
internal sealed class FleetStatusCommand(Shell shell) : FleetCommand(
    shell, "status", "Show the members of the fleet, which version each server has in force, since when, and what stands against it. A server that is no administrator sees itself.")
{
    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var members = await session.WaitForAsync(Membership(session).ListAsync(stop), "Waiting for the database").ConfigureAwait(false);
        if (session.Json)
            JsonObject.WriteList(session.Out, members, FleetStatusText.Write);
        else
            Print(session, members);
        return members.Any(static member => FleetStatusText.Trouble(member).Any()) ? ExitCode.Listed : ExitCode.Fine;
    }

    private static void Print(Session session, IReadOnlyList<FleetMemberStatus> members)
    {
        var table = new TextTable("Member", "Group", "Version", "State", "Since", "Heard of", "Program");
        foreach (var member in members)
            table.Row(FleetStatusText.Row(member));
        table.Print(session);
        foreach (var member in members)
        {
            foreach (var trouble in FleetStatusText.Trouble(member))
                session.Out.WriteLine($"{member.Name}: {trouble}");
        }
    }
}
