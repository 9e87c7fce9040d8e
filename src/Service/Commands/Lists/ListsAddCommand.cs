using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Lists;

/// <summary><c>ipblock lists add NAME</c>.</summary>
internal sealed class ListsAddCommand : ChangingCommand
{
    private readonly Argument<string> _name;
    private readonly PropertyOptions _properties = PropertyOptions.OfList();

    public ListsAddCommand(Shell shell)
        : base(shell, "add", "Add a list: a file that you maintain (--file), or a list that IpBlock fetches (--url).")
    {
        _name = With(new Argument<string>("NAME") { Description = "The name of the list in replies, logs and commands." });
        foreach (var option in _properties.All)
            With(option);
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var properties = _properties.Given(parse);
        var name = parse.GetRequiredValue(_name);
        properties["name"] = name;
        var next = properties.ContainsKey("url") ? $"To fetch it, run ipblock lists update '{name}'" : $"To see it, run ipblock lists show '{name}'";
        return session.Apply($"Added the list {name}. {next}", SettingsEdit.AddList(properties, parse.GetValue(_properties.Priority)));
    }
}
