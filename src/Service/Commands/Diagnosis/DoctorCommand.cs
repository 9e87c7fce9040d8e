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
            "Find problems that cause rejected legitimate mail, accepted spam or delays, and show how to correct them. Exit code for monitoring: 0 healthy, 1 warning, 2 critical.") =>
        _whoAmI = With(new Option<bool>("--whoami") { Description = "Also query a third party, which is named in the result, for the address that block lists see for your resolver." });

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        var load = SettingsFile.Load(session.SettingsPath);
        using var resolver = new StubResolver(load.Settings is { } settings ? FilterEngine.OptionsFor(settings) : new DnsOptions(), session.Clock);
        var visit = new DoctorVisit(session.SettingsPath, session.Clock, resolver) { AsksWhoAmI = parse.GetValue(_whoAmI) };
        var report = await session.WaitForAsync(new HealthDoctor().RunAsync(visit, stop), "Checking this server").ConfigureAwait(false);
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
