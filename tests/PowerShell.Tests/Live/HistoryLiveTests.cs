using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

public sealed class HistoryLiveTests
{
    private const int Changes = 100;
    private static readonly string Program = typeof(HistoryLiveTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "ServicePath").Value!;

    [Fact]
    public async Task Changes_are_listed_and_undone()
    {
        await using var pwsh = new Pwsh();
        await File.WriteAllTextAsync(pwsh.SettingsPath, "{}\n");
        Assert.Equal(
            ["3 True  only comments or the layout", "2 False  lookup: set to sequential", "1 False  blockList[192.0.2.1]: set to 192.0.2.1", "2", "lookup  sequential False", "4 2", "ChangeNotFound ObjectNotFound 9",
                "ChangeNotUndone InvalidOperation 9", "What if: Performing the operation \"Undo\" on target \"Change 1 of PATH\".", "What if: blockList[192.0.2.1]: removed, was 192.0.2.1", "1", "0"],
            (await pwsh.RunAsync("""
            Add-IpBlockEntry 192.0.2.1
            Set-IpBlockConfig -Lookup Sequential
            [IO.File]::AppendAllText($env:IPBLOCK_SETTINGS, "// mine`n")
            Get-IpBlockConfigHistory | ForEach-Object { "$($_.Number) $($_.IsByHand) $($_.Undoes) $($_.What)" }
            @(Get-IpBlockConfigHistory -ResultSize 2).Count
            (Get-IpBlockConfigHistory 2).Changes | ForEach-Object { "$($_.Path) $($_.Old) $($_.New) $($_.KeyChanged)" }
            Get-IpBlockConfigHistory 2 | Undo-IpBlockConfigChange
            Get-IpBlockConfigHistory -ResultSize 1 | ForEach-Object { "$($_.Number) $($_.Undoes)" }
            Get-IpBlockConfigHistory 9 -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            Undo-IpBlockConfigChange 9 -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            Undo-IpBlockConfigChange 1 -WhatIf
            @(Get-IpBlockEntry).Count
            Undo-IpBlockConfigChange 1; @(Get-IpBlockEntry).Count
            """)).Select(line => line.Replace(pwsh.SettingsPath, "PATH", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WhatIf_shows_what_would_change_and_refuses_what_would_be_refused()
    {
        await using var pwsh = new Pwsh();
        await File.WriteAllTextAsync(pwsh.SettingsPath, "{ \"blockList\": [ \"192.0.2.1\" ] }\n");
        var output = await pwsh.RunAsync("""
            '192.0.2.2', '192.0.2.1' | Add-IpBlockEntry -WhatIf -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            $WhatIfPreference = $true; Set-IpBlockConfig -Lookup Sequential
            """);
        Assert.Equal(
            ["What if: blockList[192.0.2.2]: set to 192.0.2.2", "EntryExists ResourceExists 192.0.2.1", "What if: lookup: set to sequential"],
            output.Where(static line => !line.Contains("Performing the operation", StringComparison.Ordinal)));
    }

    /// <summary>A hundred changes by the command line, the cmdlets and by hand, some by two programs at the same time; undone from the last to the first, each leaves the file as it was.</summary>
    [Fact]
    public async Task A_hundred_changes_of_all_kinds_are_undone_byte_for_byte()
    {
        await using var pwsh = new Pwsh();
        await File.WriteAllTextAsync(pwsh.SettingsPath, "{\n  // ours\n  \"blockList\": [ \"192.0.2.1\" ]\n}\n");
        var output = await pwsh.RunAsync(Script(new Random(17)));
        Assert.Equal(["undone 100", "other 0"], output.TakeLast(2));
    }

    // Each step leaves the number of changes so far and the file; the changes of a step that are made at once are only known in the end.
    private static string Script(Random random)
    {
        var script = new StringBuilder($$"""
            $path = $env:IPBLOCK_SETTINGS; $versions = @{ 0 = [IO.File]::ReadAllText($path) }; $made = 0
            function Ipblock { & dotnet '{{Program}}' @args --settings $path 2>&1 | Out-Null }
            function Made($count) { $script:made += $count; $versions[$script:made] = [IO.File]::ReadAllText($path) }
            """).AppendLine();
        for (var made = 0; made < Changes;)
        {
            var (both, address, other) = (random.Next(8) == 0 && made < Changes - 1, Address(made), Address(made + 1000));
            var change = random.Next(4) switch
            {
                0 => $"Ipblock entry add {address} --comment 'change {made}'",
                1 => $"Add-IpBlockEntry {address} -Comment 'change {made}'",
                2 => $"[IO.File]::WriteAllText($path, [IO.File]::ReadAllText($path).Replace('[', '[ /* {made} */ ')); Get-IpBlockConfigHistory -ResultSize 1 | Out-Null",
                _ => $"Set-IpBlockConfig -DnsCacheEntries {1000 + made}",
            };
            script.AppendLine(both
                ? $"$one = Start-Process dotnet '{Program}', entry, add, {address}, --settings, $path -PassThru -RedirectStandardOutput \"$path.out\"; Add-IpBlockEntry {other}; $one.WaitForExit(); Made 2"
                : change + "; Made 1");
            made += both ? 2 : 1;
        }

        return script.AppendLine("""
            $undone = 0; $other = 0
            for ($number = $made; $number -gt 0; $number--) {
                Undo-IpBlockConfigChange $number
                $undone++
                if ($versions.ContainsKey($number - 1) -and $versions[$number - 1] -cne [IO.File]::ReadAllText($path)) { $other++; "change $number" }
            }
            "undone $undone"; "other $other"
            """).ToString();
    }

    private static string Address(int number) => string.Create(CultureInfo.InvariantCulture, $"10.1.{number >> 8}.{number & 255}");
}
