using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

public sealed class HealthLiveTests
{
    [Fact]
    public async Task What_is_wrong_comes_with_area_id_severity_and_next_step()
    {
        await using var pwsh = new Pwsh().WithSettings("\"mode\": \"report\", \"health\": { \"enabled\": false }, \"helo\": { \"enabled\": true }");
        var lines = await pwsh.RunAsync("""
            $all = Test-IpBlockHealth
            $all | ForEach-Object { "$($_.Area) $($_.Id) $($_.Severity) $([bool]$_.NextStep)" }
            ($all | ForEach-Object { $_.SeverityLevel } | Measure-Object -Maximum).Maximum
            ($all | Out-String -Width 80) -split "`n" | Where-Object { $_ -like 'Settings*' } | Select-Object -First 1 | ForEach-Object { $_.Substring(0, 40) }
            """);
        Assert.Contains("Settings settings.reportMode Warning True", lines);
        Assert.Contains("Running running.none Critical True", lines);
        Assert.Contains("Lists  Well False", lines);
        Assert.Equal(["2", "Settings    Warning  settings.reportMode"], lines.TakeLast(2).Select(static line => line.TrimEnd()));
    }

    // Made up here: what stands for Exchange's cmdlet in the Exchange Management Shell.
    [Fact]
    public async Task In_the_shell_of_Exchange_its_list_of_own_servers_is_looked_at()
    {
        await using var pwsh = new Pwsh().WithSettings();
        var lines = await pwsh.RunAsync("""
            function Get-TransportConfig { [pscustomobject]@{ InternalSMTPServers = [System.Collections.ArrayList]@('192.0.2.10', '0.0.0.0/0') } }
            Test-IpBlockHealth | Where-Object Id -eq 'exchange.internalServers' | ForEach-Object { "$($_.Area) $($_.Subject)" }
            function Get-TransportConfig { throw 'nobody is connected' }
            Test-IpBlockHealth 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object { "$_" }
            """);
        Assert.Equal(
            ["MailServer 0.0.0.0/0", "InternalSMTPServers cannot be read from Exchange, so it is not checked: nobody is connected"], lines);
    }

    [Fact]
    public async Task Broken_settings_are_a_finding_and_no_error()
    {
        await using var pwsh = new Pwsh().WithSettings("\"mode\": \"half\"");
        Assert.Contains("settings.broken", await pwsh.RunAsync("Test-IpBlockHealth -ErrorAction Stop | ForEach-Object Id"));
    }
}
