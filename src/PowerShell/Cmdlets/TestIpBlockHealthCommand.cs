using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Doctor;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Looks for everything that makes a filter reject good mail, let spam through or slow mail down, and says what to do.</summary>
[Cmdlet(VerbsDiagnostic.Test, "IpBlockHealth")]
[OutputType(typeof(IpBlockHealth))]
public sealed class TestIpBlockHealthCommand : TestingCmdlet
{
    /// <summary>Also ask a third party, which is named in the result, how block lists see this machine's resolver.</summary>
    [Parameter]
    public SwitchParameter WhoAmI { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Broken settings are a finding among others, and no error.
        var settings = SettingsFile.Load(SettingsFilePath).Settings ?? new FilterSettings();
        var visit = new DoctorVisit(SettingsFilePath, Clock.System, ResolverFor(settings)) { AsksWhoAmI = WhoAmI };
        var report = Wait(() => new HealthDoctor().RunAsync(visit));
        foreach (var area in report.Areas)
        {
            if (area.Findings.Count == 0)
                WriteObject(new IpBlockHealth(area.Area));
            foreach (var finding in area.Findings)
                WriteObject(new IpBlockHealth(area.Area, finding));
        }
    }
}
