using System.Collections.Generic;
using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands;

/// <summary>A command that changes properties of what stands in the settings under a name: a provider, a list, a recipient policy.</summary>
internal abstract class SetCommand : ChangingCommand
{
    private readonly string _group;
    private readonly Argument<string> _name;
    private readonly Option<string?> _newName;
    private readonly Option<string[]> _unset;
    private readonly PropertyOptions _properties;

    /// <param name="shell">The command line.</param>
    /// <param name="group">The command above it: <c>provider</c>.</param>
    /// <param name="description">For the help.</param>
    /// <param name="name">What it is called now.</param>
    /// <param name="newName">What is said of <c>--name</c>.</param>
    /// <param name="properties">What can be changed.</param>
    /// <param name="which">What else tells whose properties are meant; null when the name does.</param>
    protected SetCommand(Shell shell, string group, string description, Argument<string> name, string newName, PropertyOptions properties, Option? which = null)
        : base(shell, "set", description)
    {
        (_group, _properties) = (group, properties);
        _name = With(name);
        if (which is not null)
            With(which);
        _newName = With(new Option<string?>("--name") { Description = newName, HelpName = "NAME" });
        foreach (var option in properties.All)
            With(option);
        _unset = With(PropertyOptions.Unset());
    }

    /// <summary>The change of what is given.</summary>
    protected abstract SettingsEdit EditOf(ParseResult parse, string name, Dictionary<string, object?> properties, int? priority);

    protected sealed override int Run(Session session, ParseResult parse)
    {
        var properties = _properties.Given(parse);
        if (parse.GetValue(_newName) is { } newName)
            properties["name"] = newName;
        if (_properties.Unset(parse.GetValue(_unset), properties) is { } wrong)
            return session.Fail(wrong);
        var priority = parse.GetValue(_properties.Priority);
        if (properties.Count == 0 && priority is null)
            return session.Fail($"no changes specified; to see the options, run ipblock {_group} set --help");
        var name = parse.GetRequiredValue(_name);
        return session.Apply($"Changed {name}.", EditOf(parse, name, properties, priority));
    }
}
