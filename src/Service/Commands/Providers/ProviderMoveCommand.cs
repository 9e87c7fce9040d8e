using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary><c>ipblock provider move NAME up|down|NUMBER</c>.</summary>
internal sealed class ProviderMoveCommand : ChangingCommand
{
    private readonly Argument<string> _name;
    private readonly Argument<string> _to;
    private readonly Option<ProviderKind> _kind;

    public ProviderMoveCommand(Shell shell)
        : base(shell, "move", "Change the priority of a provider: the first provider that matches determines the reply.")
    {
        _name = With(ProviderKinds.Name(shell));
        _to = With(new Argument<string>("TO") { Description = "up, down, or a position from 1." });
        _to.CompletionSources.Add(static _ => [new CompletionItem("up"), new CompletionItem("down")]);
        _kind = With(ProviderKinds.Option());
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var name = parse.GetRequiredValue(_name);
        var to = parse.GetRequiredValue(_to);
        var kind = parse.GetValue(_kind);
        SettingsEdit? edit = to.ToLowerInvariant() switch
        {
            "up" => SettingsEdit.MoveProvider(kind, name, ProviderMove.Up),
            "down" => SettingsEdit.MoveProvider(kind, name, ProviderMove.Down),
            _ => int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? SettingsEdit.MoveProvider(kind, name, place) : null,
        };
        return edit is null ? session.Fail($"'{to}' is not a position; write up, down or a number from 1") : session.Apply($"Moved {name}.", edit);
    }
}
