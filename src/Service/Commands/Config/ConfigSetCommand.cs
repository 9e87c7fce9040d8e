using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

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
        _value = With(new Argument<string?>("VALUE") { Description = "The new value; separate several values with commas.", Arity = ArgumentArity.ZeroOrOne });
        _default = With(new Option<bool>("--default") { Description = "Reset the setting to its default." });
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var setting = parse.GetRequiredValue(_setting);
        var value = parse.GetValue(_value);
        if (value is null != parse.GetValue(_default))
            return session.Fail("specify either a value or --default");
        return session.Apply(value is null ? $"{setting} is reset to its default." : $"{setting} is now {Shown(setting, value)}.", SettingsEdit.Set(setting, value));
    }

    // The terminal is kept in more places than its user thinks of.
    private static string Shown(string setting, string value)
    {
        var property = GeneralSetting.Find(setting.Trim())?.Property;
        return property is { IsList: false, Kind: { } kind } && (property.Type == typeof(Secret) || property.Type == typeof(WebhookUrl))
            ? kind.Parse(value)?.ToString() ?? Secret.Hidden
            : value;
    }
}
