using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary><c>ipblock provider enable NAME</c> and <c>disable NAME</c>.</summary>
internal sealed class ProviderSwitchCommand : ChangingCommand
{
    private readonly bool _enable;
    private readonly Argument<string> _name;
    private readonly Option<ProviderKind> _kind;

    public ProviderSwitchCommand(Shell shell, bool enable)
        : base(shell, enable ? "enable" : "disable", enable ? "Enable a provider." : "Disable a provider and keep its settings.")
    {
        _enable = enable;
        _name = With(ProviderKinds.Name(shell));
        _kind = With(ProviderKinds.Option());
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var name = parse.GetRequiredValue(_name);
        return session.Apply(name + (_enable ? " is enabled." : " is disabled."), SettingsEdit.EnableProvider(parse.GetValue(_kind), name, _enable));
    }
}
