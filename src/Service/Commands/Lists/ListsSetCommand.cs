using System.Collections.Generic;
using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Lists;

/// <summary><c>ipblock lists set NAME</c>.</summary>
internal sealed class ListsSetCommand(Shell shell)
    : SetCommand(
        shell, "lists", "Change a list. Settings whose options you do not specify are not changed.", ListNames.Required(shell), "A new name. A list with a URL is fetched again.", PropertyOptions.OfList())
{
    protected override SettingsEdit EditOf(ParseResult parse, string name, Dictionary<string, object?> properties, int? priority) =>
        SettingsEdit.SetList(name, properties, priority);
}
