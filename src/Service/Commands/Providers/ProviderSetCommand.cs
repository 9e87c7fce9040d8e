using System.Collections.Generic;
using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary><c>ipblock provider set NAME</c>.</summary>
internal sealed class ProviderSetCommand : SetCommand
{
    private readonly Option<ProviderKind> _kind;

    public ProviderSetCommand(Shell shell)
        : this(shell, ProviderKinds.Option())
    {
    }

    private ProviderSetCommand(Shell shell, Option<ProviderKind> kind)
        : base(shell, "provider", "Change a provider. Settings whose options you do not specify are not changed.", ProviderKinds.Name(shell), "A new name.", PropertyOptions.OfProvider(), kind) => _kind = kind;

    protected override SettingsEdit EditOf(ParseResult parse, string name, Dictionary<string, object?> properties, int? priority)
    {
        MatchRule.Complete(properties);
        return SettingsEdit.SetProvider(parse.GetValue(_kind), name, properties, priority);
    }
}
