using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor;
using IpBlock.Dns;
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
            DoctorText.Print(session, report);
        return (int)report.Severity;
    }

    private static void Write(JsonObject json, DoctorReport report) => json
        .Set("severity", Names.Camel(report.Severity)).Set("milliseconds", report.Took.TotalMilliseconds).Set("notNoted", report.NotNoted)
        .Set("areas", report.Areas, static (inner, area) => inner
            .Set("area", Names.Camel(area.Area)).Set("severity", Names.Camel(area.Severity))
            .Set("findings", area.Findings, static (each, finding) => each
                .Set("id", finding.Id).Set("severity", Names.Camel(finding.Severity)).Set("subject", finding.Subject).Set("text", finding.Text)
                .Set("nextStep", finding.NextStep)));
}
