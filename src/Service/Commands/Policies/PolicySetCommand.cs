using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Policies;

/// <summary><c>ipblock policy set NAME</c>.</summary>
internal sealed class PolicySetCommand : ChangingCommand
{
    private readonly Argument<string> _name;
    private readonly Option<string?> _newName;
    private readonly Option<string[]> _unset;
    private readonly PropertyOptions _properties = PropertyOptions.OfPolicy();

    public PolicySetCommand(Shell shell)
        : base(shell, "set", "Change a recipient policy. What is not given stays as it is.")
    {
        _name = With(PolicyNames.Required(shell));
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
        var priority = parse.GetValue(_properties.Priority);
        if (properties.Count == 0 && priority is null)
            return session.Fail("nothing is to be changed; ipblock policy set --help lists what can be");
        var name = parse.GetRequiredValue(_name);
        return session.Apply($"Changed {name}.", SettingsEdit.SetPolicy(name, properties, priority));
    }
}
