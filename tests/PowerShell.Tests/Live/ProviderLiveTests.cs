using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

public sealed class ProviderLiveTests
{
    private const string Two = """
        "blockProviders": [
          { "name": "first", "lookupDomain": "first.test", "anyMatch": true },
          { "name": "second list", "lookupDomain": "second.test", "ipAddressesMatch": [ "127.0.0.2", "127.0.0.3" ] }
        ],
        "allowProviders": [ { "name": "white", "lookupDomain": "white.test", "anyMatch": true } ]
        """;

    [Fact]
    public async Task A_provider_is_added_changed_moved_switched_off_and_on_and_removed()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(
            [
                "1 bl True 127.0.0.2", "2 any True any", "1 any", "bl 127.0.0.2 127.0.0.[4..7] 554 Defer", "bl  0.0.0.4 550", "False", "True", "new name", "any", "new name",
            ],
            await pwsh.RunAsync("""
            Add-IpBlockProvider -Name bl -LookupDomain bl.test -IPAddressesMatch 127.0.0.2 -PassThru | ForEach-Object { "$($_.Priority) $($_.Name) $($_.Enabled) $($_.IPAddressesMatch)" }
            Add-IpBlockProvider any any.test -AnyMatch $true -PassThru | ForEach-Object { "$($_.Priority) $($_.Name) $($_.AnyMatch) any" }
            Set-IpBlockProvider any -Priority 1 -PassThru | ForEach-Object { "$($_.Priority) $($_.Name)" }
            Set-IpBlockProvider bl -IPAddressesMatch @{ Add = '127.0.0.[4..7]' } -StatusCode 554 -OnFailure Defer -PassThru | ForEach-Object { "$($_.Name) $($_.IPAddressesMatch) $($_.StatusCode) $($_.OnFailure)" }
            Set-IpBlockProvider bl -IPAddressesMatch $null -BitmaskMatch 0.0.0.4 -StatusCode 550 -OnFailure $null -PassThru | ForEach-Object { "$($_.Name) $($_.IPAddressesMatch) $($_.BitmaskMatch) $($_.StatusCode) $($_.OnFailure)" }
            Get-IpBlockProvider bl | Disable-IpBlockProvider -PassThru | ForEach-Object Enabled
            'bl' | Enable-IpBlockProvider -PassThru | ForEach-Object Enabled
            Set-IpBlockProvider bl -Name 'new name' -PassThru | ForEach-Object Name
            Remove-IpBlockProvider any -Confirm:$false -PassThru | ForEach-Object Name
            Get-IpBlockProvider | ForEach-Object Name
            """));
    }

    [Fact]
    public async Task Objects_carry_their_kind_from_cmdlet_to_cmdlet()
    {
        await using var pwsh = new Pwsh().WithSettings(Two);
        Assert.Equal(["Allow white 1", "Block first 1", "Block second list 2", "Allow white False", "False", "first", "second list"], await pwsh.RunAsync("""
            Get-IpBlockProvider | ForEach-Object { "$($_.Kind) $($_.Name) $($_.Priority)" }
            Get-IpBlockProvider w* | Disable-IpBlockProvider -PassThru | ForEach-Object { "$($_.Kind) $($_.Name) $($_.Enabled)" }
            [pscustomobject]@{ Name = 'white'; Kind = 'Allow' } | Get-IpBlockProvider | ForEach-Object Enabled
            Get-IpBlockProvider -Kind Allow | Remove-IpBlockProvider -Confirm:$false
            Get-IpBlockProvider | ForEach-Object Name
            """));
    }

    [Fact]
    public async Task WhatIf_changes_nothing()
    {
        await using var pwsh = new Pwsh().WithSettings(Two);
        var before = await File.ReadAllTextAsync(pwsh.SettingsPath);
        await pwsh.RunAsync("""
            Add-IpBlockProvider x x.test -AnyMatch $true -WhatIf
            Set-IpBlockProvider first -Priority 2 -WhatIf
            Disable-IpBlockProvider first -WhatIf
            Get-IpBlockProvider | Remove-IpBlockProvider -WhatIf
            Add-IpBlockEntry 192.0.2.1 -WhatIf
            Add-IpBlockException -Recipient postmaster@* -WhatIf
            Set-IpBlockConfig -Enabled $false -WhatIf
            Export-IpBlockConfig (Join-Path $PSScriptRoot 'out.json') -WhatIf
            Import-IpBlockConfig $env:IPBLOCK_SETTINGS -WhatIf
            """);
        Assert.Equal(before, await File.ReadAllTextAsync(pwsh.SettingsPath));
        Assert.False(File.Exists(Path.Combine(pwsh.Folder, "out.json")));
    }

    [Fact]
    public async Task Errors_have_an_id_a_category_and_a_target_and_stop_nobody()
    {
        await using var pwsh = new Pwsh().WithSettings(Two);
        Assert.Equal(
            [
                "ProviderNotFound ObjectNotFound nix", "ProviderNotFound ObjectNotFound nix", "ProviderExists ResourceExists first", "ProviderInvalid InvalidArgument x",
                "ProviderInvalid InvalidArgument first", "False",
            ],
            await pwsh.RunAsync("""
            Get-IpBlockProvider nix -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            'nix', 'first' | Disable-IpBlockProvider -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            Add-IpBlockProvider first again.test -AnyMatch $true -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            Add-IpBlockProvider x 'not a domain' -AnyMatch $true -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            Set-IpBlockProvider first -IPAddressesMatch @{ Ad = '127.0.0.2' } -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            (Get-IpBlockProvider first).Enabled
            """));
    }

    [Fact]
    public async Task A_zone_that_lists_everybody_or_has_a_new_name_is_added_only_by_force_and_of_a_closed_one_is_warned()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(
            [
                "ProviderZone InvalidArgument: ahbl: dnsbl.ahbl.org is not added: it has been shut down and lists every address (reported 2015-01-01). To add it anyway, use -Force.",
                "ProviderZone InvalidArgument: imp: spamrbl.imp.ch has a new name: use spamrbl.swinog.ch. To add it anyway, use -Force.",
                "blockProviders[0].lookupDomain: dnsbl.ahbl.org: it has been shut down and lists every address (reported 2015-01-01); remove it", "ahbl",
                "blockProviders[1].lookupDomain: ix.dnsbl.manitu.net: NiX Spam has been shut down and lists nobody (reported 2025-01-16); remove it", "nix",
            ],
            await pwsh.RunAsync("""
            function Try-It([scriptblock]$what) { & $what 2>&1 3>&1 | ForEach-Object {
                if ($_ -is [Management.Automation.ErrorRecord]) { "$(($_.FullyQualifiedErrorId -split ',')[0]) $($_.CategoryInfo.Category): $_" }
                elseif ($_ -is [Management.Automation.WarningRecord]) { "$_" } else { $_.Name } } }
            Try-It { Add-IpBlockProvider ahbl dnsbl.ahbl.org -AnyMatch $true -PassThru }
            Try-It { Add-IpBlockProvider imp spamrbl.imp.ch -AnyMatch $true -PassThru }
            Try-It { Add-IpBlockProvider ahbl dnsbl.ahbl.org -AnyMatch $true -Force -PassThru }
            Try-It { Add-IpBlockProvider nix ix.dnsbl.manitu.net -AnyMatch $true -PassThru }
            """));
    }

    [Fact]
    public async Task Names_are_completed()
    {
        await using var pwsh = new Pwsh().WithSettings(Two);
        Assert.Equal(["first", "'second list'", "white", "Allow"], await pwsh.RunAsync("""
            function Complete($line) { [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches | ForEach-Object CompletionText }
            Complete 'Set-IpBlockProvider fi'
            Complete 'Test-IpBlockProvider -Identity se'
            Complete 'Get-IpBlockProvider -Kind Allow -Identity '
            Complete 'Get-IpBlockProvider -Kind A'
            """));
    }

    [Fact]
    public async Task A_key_is_in_no_output_and_no_error()
    {
        await using var pwsh = new Pwsh().WithSettings();
        var output = string.Join('\n', await pwsh.RunAsync("""
            Add-IpBlockProvider zen secretkeysecretkeysecretke.zen.dq.spamhaus.net -AnyMatch $true -PassThru -Verbose | Format-List *
            Add-IpBlockProvider zen secretkeysecretkeysecretke.zen.dq.spamhaus.net -AnyMatch $true -Verbose 2>&1 | ForEach-Object { "$_ $($_.TargetObject)" }
            Add-IpBlockProvider bad 'secretkeysecretkeysecretke zen.dq.spamhaus.net' -AnyMatch $true 2>&1 | ForEach-Object { "$_ $($_.TargetObject)" }
            Add-IpBlockProvider paid secretkey.bl.test -PublicName bl.test -AnyMatch $true -WhatIf
            Set-IpBlockProvider zen -LookupDomain secretkey2.zen.dq.spamhaus.net -BitmaskMatch 0.0.0.1 -Verbose 2>&1 | ForEach-Object { "$_ $($_.TargetObject)" }
            Get-IpBlockProvider | ConvertTo-Json
            Get-IpBlockProvider | Add-IpBlockProvider -SettingsPath (Join-Path $PSScriptRoot other.json)
            Test-IpBlockAddress 192.0.2.1 | ConvertTo-Json -Depth 5
            Export-IpBlockConfig (Join-Path $PSScriptRoot out.json); [IO.File]::ReadAllText((Join-Path $PSScriptRoot out.json))
            """));
        Assert.DoesNotContain("secretkey", output);
        Assert.Contains("zen.dq.spamhaus.net", output);
        Assert.Contains("never shown", output);
        Assert.False(File.Exists(Path.Combine(pwsh.Folder, "other.json")));
    }
}
