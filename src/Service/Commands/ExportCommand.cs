using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Import;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands;

/// <summary><c>ipblock export</c>.</summary>
internal sealed class ExportCommand : QuickCommand
{
    private readonly Option<bool> _secrets;

    public ExportCommand(Shell shell)
        : base(shell, "export", "Print the settings as a file that import takes.") =>
        _secrets = With(new Option<bool>("--secrets") { Description = "With the keys in lookup domains and addresses of lists; without it the file shows public names and dots in their place." });

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var withKeys = LeftOutKeys.Of(settings);
        if (withKeys.Count > 0 && !parse.GetValue(_secrets))
            session.Note("the keys and passwords are left out; after an import these lack them: " + string.Join(", ", withKeys) + " (--secrets)");
        session.Out.WriteLine(SettingsWriter.ToJson(settings, includeSecrets: parse.GetValue(_secrets)).TrimEnd());
        return ExitCode.Fine;
    }
}
