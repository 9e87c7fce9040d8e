using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Policies;

/// <summary><c>ipblock policy enable NAME</c> and <c>disable NAME</c>.</summary>
internal sealed class PolicySwitchCommand : ChangingCommand
{
    private readonly bool _enable;
    private readonly Argument<string> _name;

    public PolicySwitchCommand(Shell shell, bool enable)
        : base(shell, enable ? "enable" : "disable", enable ? "Enable a recipient policy." : "Disable a recipient policy and keep its settings.")
    {
        _enable = enable;
        _name = With(PolicyNames.Required(shell));
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var name = parse.GetRequiredValue(_name);
        return session.Apply(name + (_enable ? " is enabled." : " is disabled."), SettingsEdit.EnablePolicy(name, _enable));
    }
}
