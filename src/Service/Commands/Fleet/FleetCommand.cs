using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary>A command that asks the fleet's database.</summary>
internal abstract class FleetCommand(Shell shell, string name, string description) : LeafCommand(shell, name, description)
{
    protected sealed override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        try
        {
            return await RunFleetAsync(session, parse, stop).ConfigureAwait(false);
        }
        catch (FleetException failure)
        {
            return session.Fail(failure.Message);
        }
    }

    protected abstract Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop);

    protected static FleetMembership Membership(Session session) => new(session.SettingsPath, session.Clock);

    protected static FleetSettings Settings(Session session) => new(session.SettingsPath, session.Clock);
}
