using System.CommandLine;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Fleet;

/// <summary><c>ipblock fleet set GROUP SETTING VALUE</c>, and <c>unset GROUP SETTING</c>.</summary>
internal sealed class FleetGroupSetCommand : FleetCommand
{
    private readonly Argument<string> _group;
    private readonly Argument<string> _setting;
    private readonly Argument<string>? _value;
    private readonly Option<string?> _comment;

    public FleetGroupSetCommand(Shell shell, bool sets)
        : base(
            shell,
            sets ? "set" : "unset",
            sets ? "Set a separate value of a setting for the servers of a group, as a new version. All other servers keep the common value." : "Reset a setting of a group to the common value, as a new version.")
    {
        _group = With(new Argument<string>("GROUP") { Description = "The group, as shown by ipblock fleet status." });
        _setting = With(new Argument<string>("SETTING") { Description = "The setting, such as dns.cacheEntries, mode or 'blockProviders[Zen].enabled'." });
        _value = sets ? With(new Argument<string>("VALUE") { Description = "The value, in the format of the settings file: 1000, report, 5s, '[ \"192.0.2.1\" ]'." }) : null;
        _comment = With(new Option<string?>("-m", "--comment") { Description = "A comment for the history.", HelpName = "TEXT" });
    }

    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var group = parse.GetRequiredValue(_group);
        var value = _value is null ? null : parse.GetRequiredValue(_value);
        var work = new FleetGroups(session.SettingsPath, session.Clock).SetAsync(group, parse.GetRequiredValue(_setting), value, parse.GetValue(_comment), stop);
        var result = await session.WaitForAsync(work, "Waiting for the database").ConfigureAwait(false);
        var number = result.Number.ToString(CultureInfo.InvariantCulture);
        if (session.Json)
            JsonObject.Write(session.Out, json => DifferenceText.Write(json.Set("version", result.Number).Set("stored", result.Stored).Set("group", group), result.Difference));
        else if (!result.Stored)
            session.Out.WriteLine($"No changes: version {number} already contains this.");
        else
            DifferenceText.Print(session, $"Version {number}, group {group}", result.Difference);
        return ExitCode.Fine;
    }
}

/// <summary><c>ipblock fleet groups</c>.</summary>
internal sealed class FleetGroupsCommand(Shell shell) : FleetCommand(shell, "groups", "List the settings with separate values for groups.")
{
    protected override async Task<int> RunFleetAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var settings = await session.WaitForAsync(new FleetGroups(session.SettingsPath, session.Clock).ListAsync(stop), "Waiting for the database").ConfigureAwait(false);
        if (session.Json)
        {
            JsonObject.WriteList(session.Out, settings, static (json, one) => json.Set("group", one.Group).Set("setting", one.Setting).Set("difference", one.Value));
            return ExitCode.Fine;
        }

        if (settings.Count == 0)
            session.Out.WriteLine("No group has separate values. To set one, run ipblock fleet set GROUP SETTING VALUE");
        var table = new TextTable("Group", "Setting", "Instead of the common value");
        foreach (var one in settings)
            table.Row(one.Group, one.Setting, one.Value);
        if (settings.Count > 0)
            table.Print(session);
        return ExitCode.Fine;
    }
}
