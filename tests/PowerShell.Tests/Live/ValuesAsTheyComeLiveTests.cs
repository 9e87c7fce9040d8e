using System.Threading.Tasks;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

/// <summary>Values as files and pipelines bring them: what they mean is taken, and what they cannot mean is an error and never stored.</summary>
public sealed class ValuesAsTheyComeLiveTests
{
    [Fact]
    public async Task True_and_false_from_a_file_are_what_they_say()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["x False True", "y True True", "ParameterArgumentTransformationError InvalidData", "x y"], await pwsh.RunAsync("""
            "Name,LookupDomain,Enabled,AnyMatch`nx,x.test,False,True`ny,y.test,TRUE,`$true" | ConvertFrom-Csv | Add-IpBlockProvider -PassThru | ForEach-Object { "$($_.Name) $($_.Enabled) $($_.AnyMatch)" }
            "Name,LookupDomain,AnyMatch`nz,z.test,maybe" | ConvertFrom-Csv | Add-IpBlockProvider -ErrorAction SilentlyContinue -ErrorVariable e; ((Show $e) -split ' ')[0, 1] -join ' '
            "$((Get-IpBlockProvider).Name)"
            """));
    }

    [Fact]
    public async Task Add_and_Remove_change_a_list_where_there_is_one_and_are_refused_where_there_is_none()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["a.test b.test", "b.test", "192.0.2.1 192.0.2.2", "25 587", "ParameterArgumentTransformationError", "0", "ConfigInvalid"], await pwsh.RunAsync("""
            Set-IpBlockConfig -HeloOwn a.test; Set-IpBlockConfig -HeloOwn @{Add='b.test'}; "$((Get-IpBlockConfig).HeloOwn)"
            Set-IpBlockConfig -HeloOwn @{Remove='a.test'}; "$((Get-IpBlockConfig).HeloOwn)"
            Set-IpBlockConfig -DynamicHostsExceptions @{Add='192.0.2.1','192.0.2.2'}; "$((Get-IpBlockConfig).DynamicHostsExceptions)"
            Set-IpBlockConfig -ExemptLocalPorts 25,465; Set-IpBlockConfig -ExemptLocalPorts @{Add=587; Remove=465}; "$((Get-IpBlockConfig).ExemptLocalPorts)"
            try { Add-IpBlockException -Client @{Add='x'} } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
            @(Get-IpBlockException).Count
            Set-IpBlockConfig -HeloOwn @{Put='x'} -ErrorAction SilentlyContinue -ErrorVariable e; ((Show $e) -split ' ')[0]
            """));
    }

    [Fact]
    public async Task Addresses_come_as_text_as_lists_and_as_objects()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["192.0.2.9", "192.0.2.10 192.0.2.11", "198.51.100.77 198.51.100.78 file", "203.0.113.0/24 whole", "6"], await pwsh.RunAsync("""
            '192.0.2.9' | Add-IpBlockEntry -PassThru | ForEach-Object IPRange
            "$(Add-IpBlockEntry -IPAddress 192.0.2.10,192.0.2.11 -PassThru | ForEach-Object IPRange)"
            $file = Join-Path ([IO.Path]::GetDirectoryName($env:IPBLOCK_SETTINGS)) ips.txt; '198.51.100.77', '198.51.100.78' | Set-Content $file
            "$(Get-Content $file | Add-IpBlockEntry -Comment file -PassThru | ForEach-Object IPRange) file"
            [pscustomobject]@{IPRange='203.0.113.0/24'; Comment='whole'} | Add-IpBlockEntry -PassThru | ForEach-Object { "$($_.IPRange) $($_.Comment)" }
            @(Get-IpBlockEntry).Count
            """));
    }

    [Fact]
    public async Task An_exception_is_found_by_a_client_that_it_covers()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["198.51.100.0/24", "*.partner.test", "ExceptionNotFound ObjectNotFound 192.0.2.1"], await pwsh.RunAsync("""
            Add-IpBlockException 198.51.100.0/24, *.partner.test
            Get-IpBlockException -Client 198.51.100.7 | ForEach-Object Client
            Get-IpBlockException -Client mx.partner.test | ForEach-Object Client
            Get-IpBlockException -Client 192.0.2.1 -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            """));
    }

    [Fact]
    public async Task A_bit_mask_as_a_number_is_read_as_it_is_counted()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["0.0.1.0", "0.0.0.12", "0.0.0.4"], await pwsh.RunAsync("""
            Add-IpBlockProvider x x.test -BitmaskMatch 256 -PassThru | ForEach-Object { "$($_.BitmaskMatch)" }
            Set-IpBlockProvider x -BitmaskMatch 12 -PassThru | ForEach-Object { "$($_.BitmaskMatch)" }
            Set-IpBlockProvider x -BitmaskMatch 0.0.0.4 -PassThru | ForEach-Object { "$($_.BitmaskMatch)" }
            """));
    }

    [Fact]
    public async Task Any_code_takes_the_place_of_a_rule_and_a_rule_that_of_any_code()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["True", "False 127.0.0.3", "True", "False  0.0.0.2", "False 127.0.0.9 0.0.0.2"], await pwsh.RunAsync("""
            Add-IpBlockProvider x x.test -IPAddressesMatch 127.0.0.2 -BitmaskMatch 0.0.0.4
            filter Rule { "$($_.AnyMatch) $($_.IPAddressesMatch) $($_.BitmaskMatch)" }
            Set-IpBlockProvider x -AnyMatch $true -PassThru | Rule
            Set-IpBlockProvider x -IPAddressesMatch 127.0.0.3 -PassThru | Rule
            Set-IpBlockProvider x -AnyMatch $true -PassThru | Rule
            Set-IpBlockProvider x -BitmaskMatch 2 -PassThru | Rule
            Set-IpBlockProvider x -IPAddressesMatch @{Add='127.0.0.9'} -PassThru | Rule
            """));
    }

    [Fact]
    public async Task An_error_names_the_parameter_and_not_the_place_in_the_file()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(
            [
                "no return codes are set as a match; set -AnyMatch to true, or set -BitmaskMatch, -IPAddressesMatch or both",
                "-StatusCode: 99 is too small; possible: 400 to 599",
                "-LookupTimeout: '5' has no unit; write a whole number and a unit, such as 500ms, 2s, 5m, 1h or 7d",
                "'192.0.2' is not an IPv4 or IPv6 address; write an address, 192.0.2.0/24 or 192.0.2.10-192.0.2.20",
                "0.0.0.0/0 covers half of all IPv4 addresses or more; use a smaller range, or use -Force if it is intended",
                "the list has both file and url; set -File or -Url, not both",
            ],
            await pwsh.RunAsync("""
            $ErrorActionPreference = 'SilentlyContinue'
            Add-IpBlockProvider ok ok.test -AnyMatch $true
            Add-IpBlockProvider x x.test; "$($Error[0])"
            Set-IpBlockProvider ok -StatusCode 99; "$($Error[0])"
            Set-IpBlockConfig -LookupTimeout 5; "$($Error[0])"
            Add-IpBlockEntry 192.0.2; "$($Error[0])"
            Add-IpBlockEntry 0.0.0.0/0; "$($Error[0])"
            Add-IpBlockList x -File a -Url https://b.test/x; "$($Error[0])"
            """));
    }

    [Fact]
    public async Task An_object_without_recipients_takes_none_away_and_who_says_so_does()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["a@b.test", "a@b.test", "a@b.test c@d.test", "0"], await pwsh.RunAsync("""
            Set-IpBlockConfig -BypassedRecipients a@b.test
            [pscustomobject]@{ Enabled = $true; BypassedRecipients = @() } | Set-IpBlockConfig; "$((Get-IpBlockConfig).BypassedRecipients)"
            [pscustomobject]@{ BypassedRecipients = $null } | Set-IpBlockConfig; "$((Get-IpBlockConfig).BypassedRecipients)"
            [pscustomobject]@{ BypassedRecipients = @{ Add = 'c@d.test' } } | Set-IpBlockConfig; "$((Get-IpBlockConfig).BypassedRecipients)"
            Set-IpBlockConfig -BypassedRecipients @(); (Get-IpBlockConfig).BypassedRecipients.Count
            """));
    }

    [Fact]
    public async Task As_many_results_are_handed_out_as_are_asked_for()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["2", "3", "3", "1", "1", "ParameterArgumentValidationError"], await pwsh.RunAsync("""
            '192.0.2.1', '192.0.2.2', '192.0.2.3' | Add-IpBlockEntry
            Add-IpBlockException 192.0.2.9, 192.0.2.10
            @(Get-IpBlockEntry -ResultSize 2).Count
            @(Get-IpBlockEntry -ResultSize Unlimited).Count
            @(Get-IpBlockEntry).Count
            @(Get-IpBlockException -ResultSize 1).Count
            @(Get-IpBlockConfigHistory -ResultSize 1).Count
            try { Get-IpBlockEntry -ResultSize 0 } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
            """));
    }

    [Fact]
    public async Task The_log_is_read_by_Exchanges_names_for_a_span_of_time()
    {
        await using var pwsh = new Pwsh().WithSettings();
        System.IO.Directory.CreateDirectory(System.IO.Path.Combine(pwsh.Folder, "log"));
        await System.IO.File.WriteAllTextAsync(System.IO.Path.Combine(pwsh.Folder, "log", "IPBLOCK20260101-0001.log"), """
            #Fields: Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,Event,Action,SmtpResponse,Rule,Provider,ReturnCodes,Reason,Recipient,Missing,Milliseconds,Listed
            2026-01-01T10:00:00.000Z,s1,192.0.2.25:25,192.0.2.1:4711,OnConnect,RejectConnection,"550 5.7.1 no",BlockProvider,first,127.0.0.2,,,,3.5,
            2026-01-01T11:00:00.000Z,s2,192.0.2.25:25,192.0.2.2:4711,OnConnect,AcceptConnection,,,,,,,,1.5,
            2026-01-01T12:00:00.000Z,s3,192.0.2.25:25,192.0.2.3:4711,OnConnect,AcceptConnection,,,,,,,,1.5,

            """);
        Assert.Equal(["192.0.2.2", "192.0.2.3", "192.0.2.1 192.0.2.2 192.0.2.3", "1"], await pwsh.RunAsync("""
            Get-IpBlockLog -StartDate 2026-01-01T10:30:00Z -EndDate 2026-01-01T11:30:00Z | ForEach-Object IPAddress
            Get-IpBlockLog -ResultSize 1 | ForEach-Object IPAddress
            "$(Get-IpBlockLog -ResultSize Unlimited | ForEach-Object IPAddress)"
            (Get-IpBlockStatistics -EndDate 2026-01-01T10:30:00Z).Decisions
            """));
    }

    [Theory]
    [InlineData("Set-IpBlockProvider ok -Name @{Add='x'}")]
    [InlineData("Set-IpBlockProvider ok -RejectionResponse @{Add='x'}")]
    [InlineData("Add-IpBlockProvider @{Add='x'} x.test -AnyMatch $true")]
    [InlineData("Add-IpBlockEntry 192.0.2.1 -Comment @{Add='x'}")]
    [InlineData("Add-IpBlockException 192.0.2.1 -Comment @{Remove='x'}")]
    [InlineData("Add-IpBlockList @{Add='x'} -File a.txt")]
    [InlineData("Set-IpBlockConfig -BlockListResponse @{Add='x'}")]
    [InlineData("Set-IpBlockConfig -Setting @{ 'blockListResponse' = @{Add='x'} }")]
    [InlineData("Remove-IpBlockProvider @{Add='ok'} -Confirm:$false")]
    public async Task A_hashtable_for_one_value_is_refused_and_stored_by_nobody(string command)
    {
        await using var pwsh = new Pwsh().WithSettings("\"blockProviders\": [ { \"name\": \"ok\", \"lookupDomain\": \"ok.test\", \"anyMatch\": true } ]");
        var before = await System.IO.File.ReadAllTextAsync(pwsh.SettingsPath);
        var said = string.Join('\n', await pwsh.RunAsync($"try {{ {command} 2>&1 | ForEach-Object {{ \"$_\" }} }} catch {{ \"$_\" }}"));
        Assert.Matches("is not supported here|has a single value", said);
        Assert.Equal(before, await System.IO.File.ReadAllTextAsync(pwsh.SettingsPath));
    }

    [Fact]
    public async Task A_list_is_changed_by_its_path_too()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["a.test b.test"], await pwsh.RunAsync("""
            Set-IpBlockConfig -HeloOwn a.test, c.test; Set-IpBlockConfig -Setting @{ 'helo.own' = @{Add='b.test'; Remove='c.test'} }; "$((Get-IpBlockConfig).HeloOwn)"
            """));
    }
}
