using System.Management.Automation;
using IpBlock.Administration.InForce;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows what the running service or agents really do.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockStatus", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockStatus))]
public sealed class GetIpBlockStatusCommand : IpBlockCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var report = StatusReport.Read(SettingsFilePath, Clock.System);
        if (report.Findings.Count > 0)
            WriteObject(new IpBlockStatus(report));
        foreach (var process in report.Processes)
            WriteObject(new IpBlockStatus(process));
    }
}
