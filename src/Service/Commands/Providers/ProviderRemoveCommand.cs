using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary><c>ipblock provider remove NAME</c>.</summary>
internal sealed class ProviderRemoveCommand : ChangingCommand
{
    private readonly Argument<string> _name;
    private readonly Option<ProviderKind> _kind;

    public ProviderRemoveCommand(Shell shell)
        : base(shell, "remove", "Remove a provider.")
    {
        _name = With(ProviderKinds.Name(shell));
        _kind = With(ProviderKinds.Option());
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var name = parse.GetRequiredValue(_name);
        return session.Apply($"Removed {name}.", SettingsEdit.RemoveProvider(parse.GetValue(_kind), name));
    }
}
