using System;
using System.CommandLine;
using System.IO;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands;

/// <summary><c>ipblock import FILE</c>: a whole settings file in place of the one in force.</summary>
internal sealed class ImportCommand : QuickCommand
{
    private readonly Argument<string> _file;

    public ImportCommand(Shell shell)
        : base(shell, "import", "Replace all settings by those of a file.") =>
        _file = With(new Argument<string>("FILE") { Description = "A settings file, as export prints it; - for the standard input." });

    protected override int Run(Session session, ParseResult parse)
    {
        var file = parse.GetRequiredValue(_file);
        string json;
        try
        {
            json = string.Equals(file, "-", StringComparison.Ordinal) ? session.In.ReadToEnd() : File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return session.Fail($"{file} cannot be read: {failure.Message}");
        }

        return session.Apply($"The settings of {file} are now those of {session.SettingsPath}.", SettingsEdit.Replace(json, file));
    }
}
