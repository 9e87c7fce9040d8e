using System.CommandLine;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands;

/// <summary><c>ipblock export</c>.</summary>
internal sealed class ExportCommand : QuickCommand
{
    private readonly Option<bool> _secrets;

    public ExportCommand(Shell shell)
        : base(shell, "export", "Print the settings as a file that import takes.") =>
        _secrets = With(new Option<bool>("--secrets") { Description = "With the keys in lookup domains; without it the file shows public names in their place." });

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        session.Out.WriteLine(SettingsWriter.ToJson(settings, includeSecrets: parse.GetValue(_secrets)).TrimEnd());
        return ExitCode.Fine;
    }
}
