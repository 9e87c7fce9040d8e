using IpBlock.Administration.Policies;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Policies;

/// <summary><c>ipblock policy list</c>.</summary>
internal sealed class PolicyListCommand(Shell shell) : QuickCommand(shell, "list", "List the recipient policies in order: the first that contains a recipient applies.")
{
    protected override int Run(Session session, System.CommandLine.ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var reports = PolicyReport.All(settings, session.SettingsPath, session.Clock);
        if (session.Json)
            JsonObject.WriteList(session.Out, reports, PolicyJson.Write);
        else if (reports.Count > 0)
            PolicyText.Print(session, reports);
        else
            session.Out.WriteLine("There are no recipient policies: the general settings apply to all mail.");
        return ExitCode.Fine;
    }
}
