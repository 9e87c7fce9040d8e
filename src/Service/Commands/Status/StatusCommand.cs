using System.CommandLine;
using IpBlock.Administration.InForce;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Status;

/// <summary><c>ipblock status</c>.</summary>
internal sealed class StatusCommand(Shell shell)
    : QuickCommand(shell, "status",
        "Show the state of the running service or agent, and problems. Exit code for monitoring: 0 healthy, 1 warning, 2 critical or not running.")
{
    protected override int Run(Session session, ParseResult parse)
    {
        var report = StatusReport.Read(session.SettingsPath, session.Clock);
        if (session.Json)
            JsonObject.Write(session.Out, json => StatusJson.Write(json, report));
        else
            StatusText.Print(session, report);
        return (int)report.Severity;
    }
}
