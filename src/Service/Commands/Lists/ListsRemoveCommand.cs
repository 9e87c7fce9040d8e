using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Lists;

/// <summary><c>ipblock lists remove NAME</c>.</summary>
internal sealed class ListsRemoveCommand : ChangingCommand
{
    private readonly Argument<string> _name;

    public ListsRemoveCommand(Shell shell)
        : base(shell, "remove", "Remove a list from the settings. Its file is not deleted.") => _name = With(ListNames.Required(shell));

    protected override int Run(Session session, ParseResult parse)
    {
        var name = parse.GetRequiredValue(_name);
        return session.Apply($"Removed {name}.", SettingsEdit.RemoveList(name));
    }
}
