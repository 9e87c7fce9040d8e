using System.Collections.Generic;
using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Policies;

/// <summary><c>ipblock policy set NAME</c>.</summary>
internal sealed class PolicySetCommand(Shell shell)
    : SetCommand(shell, "policy", "Change a recipient policy. Settings whose options you do not specify are not changed.", PolicyNames.Required(shell), "A new name.", PropertyOptions.OfPolicy())
{
    protected override SettingsEdit EditOf(ParseResult parse, string name, Dictionary<string, object?> properties, int? priority) =>
        SettingsEdit.SetPolicy(name, properties, priority);
}
