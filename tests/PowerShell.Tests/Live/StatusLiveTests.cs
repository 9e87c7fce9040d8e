using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting.State;
using IpBlock.Time;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

public sealed class StatusLiveTests
{
    [Fact]
    public async Task What_runs_is_shown_with_what_is_wrong_and_when_nothing_runs_that_is_said()
    {
        await using var pwsh =
            new Pwsh().WithSettings("\"mode\": \"report\", \"lists\": [ { \"name\": \"drop\", \"file\": \"drop.txt\" } ], \"blockProviders\": [ { \"name\": \"one\", \"lookupDomain\": \"one.test\", \"anyMatch\": true } ], \"health\": { \"enabled\": false }");
        await File.WriteAllTextAsync(Path.Combine(pwsh.Folder, "drop.txt"), "192.0.2.0/24\n");
        const string Script = "Get-IpBlockStatus | ForEach-Object { \"$($_.Process) $($_.Running) $($_.Severity) $($_.Mode)\"; $_.Findings }";
        var nothing = await pwsh.RunAsync(Script);
        Assert.Equal("none False Critical", nothing[0]);
        Assert.StartsWith("Process not running: ", nothing[1], StringComparison.Ordinal);

        using (var engine = new FilterEngine(pwsh.SettingsPath, Clock.System, new Deaf()))
        {
            engine.KeepState(ProcessRole.Agent);
            for (var tries = 0; Directory.Exists(pwsh.Folder + "/log") is false
                || Directory.GetFiles(pwsh.Folder + "/log", "state-*.json").Length == 0; tries++)
            {
                Assert.True(tries < 600, "There is no state.");
                await Task.Delay(50);
            }

            var own = $"agent {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} (IpBlock.PowerShell.Tests)";
            Assert.Equal(
                [$"{own} True Warning Report", "No client is rejected, because mode is report.", "one", "drop 1", "drop True 1", "Process       : " + own],
                await pwsh.RunAsync(Script + """

                    (Get-IpBlockStatus).Providers | ForEach-Object Name
                    (Get-IpBlockStatus).Lists | ForEach-Object { "$($_.Name) $($_.Entries)" }
                    Get-IpBlockList | ForEach-Object { "$($_.Name) $($_.IsInForce) $($_.Entries)" }
                    (Get-IpBlockStatus | Out-String -Width 80) -split "`n" | Where-Object { $_ -like 'Process*' }
                    """));
        }

        Assert.StartsWith("agent ", (await pwsh.RunAsync(Script))[0], StringComparison.Ordinal);
        Assert.Contains("was stopped at", (await pwsh.RunAsync(Script))[1], StringComparison.Ordinal);
    }

    private sealed class Deaf : INoticeSink
    {
        public void Write(Notice notice)
        {
        }
    }
}
