using System.Collections.Generic;
using System.CommandLine;
using IpBlock.Administration.Checking;
using IpBlock.Administration.Editing;
using IpBlock.Providers.Zones;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Config;

/// <summary><c>ipblock config validate [FILE]</c>.</summary>
internal sealed class ConfigValidateCommand : QuickCommand
{
    private readonly Argument<string?> _file;

    public ConfigValidateCommand(Shell shell)
        : base(shell, "validate", "Check a settings file and show its errors.") =>
        _file = With(new Argument<string?>("FILE") { Description = "The file to check. Default: the settings file.", Arity = ArgumentArity.ZeroOrOne });

    protected override int Run(Session session, ParseResult parse)
    {
        var file = parse.GetValue(_file) ?? session.SettingsPath;
        var load = SettingsFile.Load(file);
        var errors = load.Errors;
        var zones = SiteZones.Read(session.SettingsPath).Table;
        IReadOnlyList<string> warnings = load.Settings is not { } settings ? []
            : [.. SettingsWarnings.Of(settings, session.Clock.UtcNow, zones), .. SiteCheck.Policies(settings, file, session.Clock)];
        if (session.Json)
        {
            JsonObject.Write(session.Out, json => json.Set("file", file).Set("valid", errors.Count == 0).Set("errors", errors, static (json, error) => json
                .Set("line", error.Line).Set("column", error.Column).Set("path", error.Path).Set("reason", error.Reason).Set("cure", error.Cure)).Set("warnings", warnings));
        }
        else if (errors.Count == 0)
        {
            session.Out.WriteLine(file + " is valid.");
        }

        foreach (var warning in warnings)
            session.Warn(warning);
        foreach (var error in errors)
            session.Complain(error);
        return errors.Count == 0 ? ExitCode.Fine : ExitCode.Wrong;
    }
}
