using System.CommandLine;
using System.IO;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Config;

/// <summary><c>ipblock config path</c>.</summary>
internal sealed class ConfigPathCommand(Shell shell) : QuickCommand(shell, "path", "Print the path of the settings file; with --json also the folder of the decision log.")
{
    protected override int Run(Session session, ParseResult parse)
    {
        var settings = SettingsFile.Load(session.SettingsPath).Settings;
        var log = settings is null ? null : FilterEngine.LogDirectory(settings, session.SettingsPath);
        if (session.Json)
            JsonObject.Write(session.Out, json => json.Set("settings", session.SettingsPath).Set("exists", File.Exists(session.SettingsPath)).Set("log", log));
        else
            session.Out.WriteLine(session.SettingsPath);
        return ExitCode.Fine;
    }
}
