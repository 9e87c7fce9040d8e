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
            ($all | ForEach-Object { [int]$_.Severity } | Measure-Object -Maximum).Maximum
            ($all | Out-String -Width 80) -split "`n" | Where-Object { $_ -like 'Settings*' } | Select-Object -First 1 | ForEach-Object { $_.Substring(0, 40) }
            """);
        Assert.Contains("Settings settings.reportMode Warning True", lines);
        Assert.Contains("Running running.none Critical True", lines);
        Assert.Contains("Lists  Well False", lines);
        Assert.Equal(["2", "Settings    Warning  settings.reportMode"], lines.TakeLast(2).Select(static line => line.TrimEnd()));
    }

    [Fact]
    public async Task Broken_settings_are_a_finding_and_no_error()
    {
        await using var pwsh = new Pwsh().WithSettings("\"mode\": \"half\"");
        Assert.Contains("settings.broken", await pwsh.RunAsync("Test-IpBlockHealth -ErrorAction Stop | ForEach-Object Id"));
    }
}
