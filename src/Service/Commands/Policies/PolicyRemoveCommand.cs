using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Policies;

/// <summary><c>ipblock policy remove NAME</c>.</summary>
internal sealed class PolicyRemoveCommand : ChangingCommand
{
    private readonly Argument<string> _name;

    public PolicyRemoveCommand(Shell shell)
        : base(shell, "remove", "Remove a recipient policy from the settings. A file with its recipients is not deleted.") => _name = With(PolicyNames.Required(shell));

    protected override int Run(Session session, ParseResult parse)
    {
        var name = parse.GetRequiredValue(_name);
        return session.Apply($"Removed {name}.", SettingsEdit.RemovePolicy(name));
    }
}
