using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor;
using IpBlock.Administration.InForce;
using IpBlock.Dns;
using IpBlock.Service.Commands.Status;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Diagnosis;

/// <summary><c>ipblock doctor</c>.</summary>
internal sealed class DoctorCommand : LeafCommand
{
    private readonly Option<bool> _whoAmI;

    public DoctorCommand(Shell shell)
        : base(shell, "doctor",
            "Look for everything that makes a filter reject good mail, let spam through or slow mail down, and say what to do. The exit code is for monitoring: 0 well, 1 warning, 2 critical.") =>
        _whoAmI = With(new Option<bool>("--whoami") { Description = "Also ask a third party, which is named in the result, how block lists see this machine's resolver." });

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var load = SettingsFile.Load(session.SettingsPath);
        using var resolver = new StubResolver(load.Settings is { } settings ? FilterEngine.OptionsFor(settings) : new DnsOptions(), session.Clock);
        var visit = new DoctorVisit(session.SettingsPath, session.Clock, resolver) { AsksWhoAmI = parse.GetValue(_whoAmI) };
        var report = await session.WaitForAsync(new HealthDoctor().RunAsync(visit, stop), "Examining this server").ConfigureAwait(false);
        if (session.Json)
            JsonObject.Write(session.Out, json => Write(json, report));
        else
            Print(session, report);
        return (int)report.Severity;
    }

    private static void Print(Session session, DoctorReport report)
    {
        var page = new StatusPage(session.Out);
        page.Line(report.Severity switch
        {
            Severity.Well => "All is well.",
            Severity.Warning => "WARNING: something is not as it should be.",
            _ => "CRITICAL: clients are not filtered, or not as they should be.",
        });
        foreach (var area in report.Areas)
        {
            page.Row(Title(area.Area), area.Findings.Count == 0 ? "well" : "");
            foreach (var finding in area.Findings)
            {
                page.Item(finding.Severity == Severity.Critical ? "!!" : finding.Severity == Severity.Warning ? " !" : "  ", finding.Text);
                if (finding.NextStep.Length > 0)
                    page.Item("  ", finding.NextStep);
            }
        }
    }

    private static string Title(DoctorArea area) => area switch
    {
        DoctorArea.Running => "Processes",
        DoctorArea.MailServer => "Mail server",
        DoctorArea.NameServers => "Name servers",
        _ => area.ToString(),
    };

    private static void Write(JsonObject json, DoctorReport report) => json
        .Set("severity", Names.Camel(report.Severity)).Set("milliseconds", report.Took.TotalMilliseconds)
        .Set("areas", report.Areas, static (inner, area) => inner
            .Set("area", Names.Camel(area.Area)).Set("severity", Names.Camel(area.Severity))
            .Set("findings", area.Findings, static (each, finding) => each
                .Set("id", finding.Id).Set("severity", Names.Camel(finding.Severity)).Set("subject", finding.Subject).Set("text", finding.Text)
                .Set("nextStep", finding.NextStep)));
}
