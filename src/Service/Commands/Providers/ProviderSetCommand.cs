using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary><c>ipblock provider set NAME</c>.</summary>
internal sealed class ProviderSetCommand : ChangingCommand
{
    private readonly Argument<string> _name;
    private readonly Option<ProviderKind> _kind;
    private readonly Option<string?> _newName;
    private readonly Option<string[]> _unset;
    private readonly PropertyOptions _properties = PropertyOptions.OfProvider();

    public ProviderSetCommand(Shell shell)
        : base(shell, "set", "Change a provider. What is not given stays as it is.")
    {
        _name = With(ProviderKinds.Name(shell));
        _kind = With(ProviderKinds.Option());
        _newName = With(new Option<string?>("--name") { Description = "A new name.", HelpName = "NAME" });
        foreach (var option in _properties.All)
            With(option);
        _unset = With(PropertyOptions.Unset());
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var properties = _properties.Given(parse);
        if (parse.GetValue(_newName) is { } newName)
            properties["name"] = newName;
        if (_properties.Unset(parse.GetValue(_unset), properties) is { } wrong)
            return session.Fail(wrong);
        MatchRule.Complete(properties);
        var priority = parse.GetValue(_properties.Priority);
        if (properties.Count == 0 && priority is null)
            return session.Fail("nothing is to be changed; ipblock provider set --help lists what can be");
        var name = parse.GetRequiredValue(_name);
        return session.Apply($"Changed {name}.", SettingsEdit.SetProvider(parse.GetValue(_kind), name, properties, priority));
    }
}
