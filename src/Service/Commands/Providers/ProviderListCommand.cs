using System.CommandLine;
using System.Linq;
using IpBlock.Administration.Providers;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Providers;

/// <summary><c>ipblock provider list</c>.</summary>
internal sealed class ProviderListCommand : QuickCommand
{
    private readonly Option<ProviderKind> _kind;

    public ProviderListCommand(Shell shell)
        : base(shell, "list", "List the providers in order of priority.") => _kind = With(ProviderKinds.Option());

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var kind = parse.GetValue(_kind);
        var reports = ProviderReport.All(settings, kind, session.Health(settings), session.InForce(settings)).ToList();
        if (session.Json)
            JsonObject.WriteList(session.Out, reports, ProviderJson.Write);
        else if (reports.Count > 0)
            ProviderText.Print(session, reports);
        else
            session.Out.WriteLine($"No {ProviderKinds.Word(kind)} providers. To see well-known lists, run ipblock catalog list");
        return ExitCode.Fine;
    }
}
