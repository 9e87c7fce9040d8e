using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Policies;

/// <summary><c>ipblock policy add NAME</c>.</summary>
internal sealed class PolicyAddCommand : ChangingCommand
{
    private readonly Argument<string> _name;
    private readonly Option<bool> _disabled;
    private readonly PropertyOptions _properties = PropertyOptions.OfPolicy();

    public PolicyAddCommand(Shell shell)
        : base(shell, "add", "Add a recipient policy: other thresholds and providers for the mail of its recipients.")
    {
        _name = With(new Argument<string>("NAME") { Description = "The name of the policy in the log and the commands." });
        _disabled = With(new Option<bool>("--disabled") { Description = "Add it disabled." });
        foreach (var option in _properties.All)
            With(option);
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var properties = _properties.Given(parse);
        var name = parse.GetRequiredValue(_name);
        properties["name"] = name;
        if (parse.GetValue(_disabled))
            properties["enabled"] = false;
        return session.Apply($"Added the recipient policy {name}. To see it, run ipblock policy show '{name}'", SettingsEdit.AddPolicy(properties, parse.GetValue(_properties.Priority)));
    }
}
