using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Config;

/// <summary><c>ipblock config set SETTING VALUE</c>.</summary>
internal sealed class ConfigSetCommand : ChangingCommand
{
    private readonly Argument<string> _setting;
    private readonly Argument<string?> _value;
    private readonly Option<bool> _default;

    public ConfigSetCommand(Shell shell)
        : base(shell, "set", "Change a general setting.")
    {
        _setting = With(GeneralSettings.Argument());
        _value = With(new Argument<string?>("VALUE") { Description = "The new value; several with commas between them.", Arity = ArgumentArity.ZeroOrOne });
        _default = With(new Option<bool>("--default") { Description = "Give it its default again." });
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var setting = parse.GetRequiredValue(_setting);
        var value = parse.GetValue(_value);
        if (value is null != parse.GetValue(_default))
            return session.Fail("give either a value or --default");
        return session.Apply(value is null ? $"{setting} has its default." : $"{setting} is now {value}.", SettingsEdit.Set(setting, value));
    }
}
