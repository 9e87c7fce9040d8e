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
        : base(shell, "export", "Print the settings as a file for ipblock import.") =>
        _secrets = With(new Option<bool>("--secrets") { Description = "Include the keys in lookup domains and URLs of lists; otherwise they are replaced by public names and dots." });

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var withKeys = LeftOutKeys.Of(settings);
        if (withKeys.Count > 0 && !parse.GetValue(_secrets))
            session.Note("the keys and passwords are omitted; after an import they are missing in: " + string.Join(", ", withKeys) + ". To include them, use --secrets");
        session.Out.WriteLine(SettingsWriter.ToJson(settings, includeSecrets: parse.GetValue(_secrets)).TrimEnd());
        return ExitCode.Fine;
    }
}
