using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Doctor;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Looks for everything that makes a filter reject good mail, let spam through or slow mail down, and says what to do.</summary>
[Cmdlet(VerbsDiagnostic.Test, "IpBlockHealth", HelpUri = Manual.Address)]
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
        var visit = new DoctorVisit(SettingsFilePath, Clock.System, ResolverFor(settings)) { AsksWhoAmI = WhoAmI, InternalSmtpServers = InternalSmtpServers() };
        var report = Wait(() => new HealthDoctor().RunAsync(visit));
        foreach (var area in report.Areas)
        {
            if (area.Findings.Count == 0)
                WriteObject(new IpBlockHealth(area.Area));
            foreach (var finding in area.Findings)
                WriteObject(new IpBlockHealth(area.Area, finding));
        }

        if (report.NotNoted is { } why)
            WriteVerbose($"The probe results could not be saved for the catalogue: {why}.");
    }

    // Only in the Exchange Management Shell, where it is a cmdlet of Exchange or stands for one.
    private IReadOnlyList<string>? InternalSmtpServers()
    {
        if (InvokeCommand.GetCommand("Get-TransportConfig", CommandTypes.Alias | CommandTypes.Function | CommandTypes.Cmdlet) is null)
            return null;
        try
        {
            var servers = InvokeCommand.InvokeScript("(Get-TransportConfig -ErrorAction Stop).InternalSMTPServers");
            return [.. servers.OfType<PSObject>().Select(static server => LanguagePrimitives.ConvertTo<string>(server))];
        }
        catch (RuntimeException failure)
        {
            WriteWarning($"InternalSMTPServers cannot be read from Exchange, so it is not checked: {failure.Message}");
            return null;
        }
    }
}
