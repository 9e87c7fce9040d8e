using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Policies;

/// <summary><c>ipblock policy move NAME up|down|NUMBER</c>.</summary>
internal sealed class PolicyMoveCommand : ChangingCommand
{
    private readonly Argument<string> _name;
    private readonly Argument<string> _to;

    public PolicyMoveCommand(Shell shell)
        : base(shell, "move", "Change the position of a recipient policy: the first that contains a recipient applies.")
    {
        _name = With(PolicyNames.Required(shell));
        _to = With(new Argument<string>("TO") { Description = "up, down, or a position from 1." });
        _to.CompletionSources.Add(static _ => [new CompletionItem("up"), new CompletionItem("down")]);
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var name = parse.GetRequiredValue(_name);
        var to = parse.GetRequiredValue(_to);
        SettingsEdit? edit = to.ToLowerInvariant() switch
        {
            "up" => SettingsEdit.MovePolicy(name, ProviderMove.Up),
            "down" => SettingsEdit.MovePolicy(name, ProviderMove.Down),
            _ => int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? SettingsEdit.MovePolicy(name, place) : null,
        };
        return edit is null ? session.Fail($"'{to}' is not a position; write up, down or a number from 1") : session.Apply($"Moved {name}.", edit);
    }
}
