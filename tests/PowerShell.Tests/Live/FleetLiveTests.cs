using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

/// <summary>The cmdlets of a fleet, which call the program ipblock, with a real PostgreSQL.</summary>
public sealed class FleetLiveTests
{
    [Fact]
    public async Task Settings_are_published_shown_taken_and_undone()
    {
        await using var database = await PostgreSql.StartAsync();
        await using var pwsh = new Pwsh().WithSettings("\"mode\": \"report\"");
        var program = Path.ChangeExtension(
            typeof(FleetLiveTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static metadata => metadata.Key == "ServicePath").Value!, null);
        var words = await database.CreateDatabaseAsync();
        Assert.Equal(
            [
                "FleetFailed InvalidResult",
                "1 True",
                "1 False",
                "2 root's why canary",
                "1 mode: set to report",
                "admin True 0",
                "What if: Performing the operation \"Undo\" on target \"The newest version of the fleet's settings\".",
                "3 2 True",
                "3 True",
                "3 False",
                "none",
            ],
            await pwsh.RunAsync($$"""
                $PSDefaultParameterValues['*-IpBlockFleet*:Program'] = '{{program}}'
                Get-IpBlockFleetMember -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
                & '{{program}}' fleet init '{{words}}' --name admin | Out-Null
                Publish-IpBlockFleetConfig -Comment first | ForEach-Object { "$($_.Number) $($_.IsChanged)" }
                Publish-IpBlockFleetConfig | ForEach-Object { "$($_.Number) $($_.IsChanged)" }
                Set-IpBlockConfig -Mode Enforce
                Publish-IpBlockFleetConfig -Group canary -Comment "root's why" | Out-Null
                Get-IpBlockFleetHistory -ResultSize 1 | ForEach-Object { "$($_.Number) $($_.Comment) $($_.Group)" }
                Get-IpBlockFleetHistory | Where-Object Number -eq 1 | ForEach-Object { "$($_.Number) $($_.Changes[-1])" }
                Get-IpBlockFleetMember adm* | ForEach-Object { "$($_.Name) $($_.IsAdministrator) $($_.Version)" }
                Undo-IpBlockFleetVersion -WhatIf
                Undo-IpBlockFleetVersion -PassThru | ForEach-Object { "$($_.Number) $($_.Undoes) $($_.IsChanged)" }
                Update-IpBlockFleetConfig -Theirs | ForEach-Object { "$($_.Number) $($_.IsChanged)" }
                Update-IpBlockFleetConfig | ForEach-Object { "$($_.Number) $($_.IsChanged)" }
                if (-not (Get-IpBlockFleetMember nobody*)) { 'none' }
                """));
    }
}
