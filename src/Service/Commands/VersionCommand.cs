using System.CommandLine;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands;

/// <summary><c>ipblock version</c>.</summary>
internal sealed class VersionCommand(Shell shell) : QuickCommand(shell, "version", "Print the version.")
{
    protected override int Run(Session session, ParseResult parse)
    {
        var version = typeof(VersionCommand).Assembly.GetName().Version!.ToString(3);
        if (session.Json)
            JsonObject.Write(session.Out, json => json.Set("name", "ipblock").Set("version", version));
        else
            session.Out.WriteLine("ipblock " + version);
        return ExitCode.Fine;
    }
}
