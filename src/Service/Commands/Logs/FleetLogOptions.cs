using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet;
using IpBlock.Fleet.Log.Asking;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Logs;

/// <summary>Whether the log of the fleet is wanted in place of that of this server.</summary>
internal sealed class FleetLogOptions
{
    private readonly Option<bool> _fleet;
    private readonly Option<string?> _server;

    public FleetLogOptions(Command command)
    {
        _fleet = new Option<bool>("--fleet") { Description = "Read the log that all servers of the fleet have uploaded. Requires an administrator of the fleet." };
        _server = new Option<string?>("--server") { Description = "Only this server of the fleet, as shown by ipblock fleet status; implies --fleet.", HelpName = "NAME" };
        command.Options.Add(_fleet);
        command.Options.Add(_server);
    }

    public bool AreGiven(ParseResult parse) => parse.GetValue(_fleet) || parse.GetValue(_server) is not null;

    public string? Server(ParseResult parse) => parse.GetValue(_server);

    /// <summary>Reads the log of the fleet.</summary>
    /// <returns>How it went; the reason was said when it did not.</returns>
    public static async Task<int> ReadAsync(Session session, Func<FleetLogReader, Task> read, CancellationToken stop)
    {
        try
        {
            var reader = await session.WaitForAsync(FleetLogReader.OpenAsync(session.SettingsPath, null, stop), "Waiting for the database").ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                await read(reader).ConfigureAwait(false);
            return ExitCode.Fine;
        }
        catch (FleetException failure)
        {
            return session.Fail(failure.Message);
        }
    }
}
