using System;
using System.CommandLine;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet push</c>.</summary>
internal sealed class FleetPushCommand : FleetCommand
{
    private readonly Option<string?> _comment;
    private readonly Option<string?> _group;
    private readonly Option<string[]> _own;
    private readonly Option<string[]> _shared;
    private readonly Option<int?> _over;

    public FleetPushCommand(Shell shell)
        : base(
            shell,
            "push",
            "Apply the settings of this server to all servers of the fleet. Settings that belong to each server are not pushed: service, dns.servers, paths, and those specified with --own.")
    {
        _comment = With(new Option<string?>("-m", "--comment") { Description = "A comment for the history.", HelpName = "TEXT" });
        _group = With(new Option<string?>("--to") { Description = "Apply the settings only to the servers of this group. A later push without this option applies them to all.", HelpName = "GROUP" });
        _own = With(new Option<string[]>("--own")
        {
            Description = "A setting that is separate for each server from now on: dns.cacheEntries, blockList, 'blockProviders[*].lookupDomain'. Can be specified several times.",
            HelpName = "SETTING",
        });
        _shared = With(new Option<string[]>("--shared") { Description = "A setting that was specified with --own and is common to all servers again. Can be specified several times.", HelpName = "SETTING" });
        _over = With(new Option<int?>("--over")
        {
            Description = "The number of the newest version, to replace it although these settings are not based on it.",
            HelpName = "VERSION",
        });
    }

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var request = new PushRequest
        {
            Comment = parse.GetValue(_comment),
            Group = parse.GetValue(_group),
            Own = parse.GetValue(_own) ?? [],
            Shared = parse.GetValue(_shared) ?? [],
            Over = parse.GetValue(_over),
        };
        var result = await session.WaitForAsync(Settings(session).PushAsync(request, stop), "Waiting for the database").ConfigureAwait(false);
        if (session.Json)
            JsonObject.Write(session.Out, json => DifferenceText.Write(json.Set("version", result.Number).Set("stored", result.Stored), result.Difference));
        else if (!result.Stored)
            session.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"No changes: version {result.Number} already contains these settings."));
        else
            DifferenceText.Print(session, $"Version {result.Number.ToString(CultureInfo.InvariantCulture)}{(request.Group is { } group ? " for group " + group : "")}", result.Difference);
        return ExitCode.Fine;
    }
}
