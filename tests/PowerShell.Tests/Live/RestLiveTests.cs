using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

/// <summary>Entries, exceptions, settings, tests, the log, import and export.</summary>
public sealed class RestLiveTests
{
    private const string Lists = """
        "blockProviders": [ { "name": "first", "lookupDomain": "first.test", "anyMatch": true }, { "name": "second", "lookupDomain": "second.test", "ipAddressesMatch": [ "127.0.0.2" ], "enabled": false } ]
        """;

    [Fact]
    public async Task Entries_come_and_go()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(
            ["Block 192.0.2.0/24 why", "Allow 192.0.2.77", "2", "192.0.2.0/24", "EntryExists ResourceExists 192.0.2.0/24", "EntryInvalid InvalidArgument 192.0.2", "EntryNotFound ObjectNotFound 10.0.0.1", "192.0.2.77", "192.0.2.0/24"],
            await pwsh.RunAsync("""
            Add-IpBlockEntry 192.0.2.1/24 -Comment why -ExpirationTime (Get-Date).AddDays(1) -PassThru | ForEach-Object { "$($_.List) $($_.IPRange) $($_.Comment)" }
            Add-IpBlockEntry -IPAddress 192.0.2.77 -List Allow -PassThru | ForEach-Object { "$($_.List) $($_.IPRange)" }
            @(Get-IpBlockEntry -IPAddress 192.0.2.77).Count
            Get-IpBlockEntry 192.0.2.0/24 | ForEach-Object IPRange
            Add-IpBlockEntry 192.0.2.0/24 -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            Add-IpBlockEntry 192.0.2 -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            Remove-IpBlockEntry 10.0.0.1 -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            Get-IpBlockEntry | Remove-IpBlockEntry -Confirm:$false -PassThru | ForEach-Object IPRange
            Get-IpBlockEntry
            """));
    }

    [Fact]
    public async Task Exceptions_come_and_go()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["Client *.partner.test theirs", "Recipient postmaster@*", "2", "ExceptionNotFound ObjectNotFound nobody@x.test", "*.partner.test", "postmaster@*"], await pwsh.RunAsync("""
            Add-IpBlockException *.partner.test -Comment theirs -PassThru | ForEach-Object { "$($_.Type) $($_.Client) $($_.Comment)" }
            Add-IpBlockException -Recipient postmaster@* -PassThru | ForEach-Object { "$($_.Type) $($_.Recipient)" }
            @(Get-IpBlockException).Count
            Get-IpBlockException -Recipient nobody@x.test -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            Get-IpBlockException | Remove-IpBlockException -Confirm:$false -PassThru | ForEach-Object Identity
            """));
    }

    [Fact]
    public async Task General_settings_are_changed_and_taken_back()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["00:00:01 Sequential 20971520 192.0.2.53 25", "00:00:02 00:00:04 465 587", "ConfigInvalid InvalidArgument", "90.00:00:00", "a@x.test c@x.test"], await pwsh.RunAsync("""
            Set-IpBlockConfig -LookupTimeout 1s -Lookup Sequential -LogMaxFileSize 20MB -DnsServers 192.0.2.53 -ExemptLocalPorts 25 -PassThru | ForEach-Object { "$($_.LookupTimeout) $($_.Lookup) $($_.LogMaxFileSize) $($_.DnsServers) $($_.ExemptLocalPorts)" }
            Set-IpBlockConfig -LookupTimeout $null -TotalTimeout ([TimeSpan]::FromSeconds(4)) -ExemptLocalPorts $null -PassThru | ForEach-Object { "$($_.LookupTimeout) $($_.TotalTimeout) $($_.ExemptLocalPorts)" }
            Set-IpBlockConfig -LookupTimeout 5 -ErrorAction SilentlyContinue -ErrorVariable e; (Show $e) -replace ' [^ ]*ipblock.json'
            Set-IpBlockConfig -Setting @{ 'log.maxAge' = '90d' }; "$((Get-IpBlockConfig).LogMaxAge)"
            Set-IpBlockConfig -BypassedRecipients a@x.test, b@x.test; Set-IpBlockConfig -BypassedRecipients @{ Add = 'c@x.test'; Remove = 'b@x.test' }; "$((Get-IpBlockConfig).BypassedRecipients)"
            """));
    }

    [Fact]
    public async Task An_address_is_tested_and_every_rule_and_provider_is_shown()
    {
        await using var pwsh = new Pwsh().WithSettings(Lists + """, "exceptions": { "recipients": [ "postmaster@*" ] } """);
        pwsh.Lists.Zone("first.test").Lists("192.0.2.1", "127.0.0.2").Text("because");
        Assert.Equal(
            ["Reject BlockProvider first 550 5.7.1 192.0.2.1 has been blocked by connection filter rule first", "first Matched 127.0.0.2 True because 1.2.0.192.first.test", "ClientException DidNotMatch", "BlockProvider Decided",
                "ListsSilent NotHeard", "Accept None", "Accept postmaster@*", "Accept PrivateNetwork 0", "AddressInvalid InvalidArgument nonsense"],
            await pwsh.RunAsync("""
            $t = Test-IpBlockAddress 192.0.2.1
            "$($t.Action) $($t.Rule) $($t.Provider) $($t.Reply)"
            $t.Providers | ForEach-Object { "$($_.Provider) $($_.Outcome) $($_.ProviderResult) $($_.Decided) $($_.Reason) $($_.Question)" }
            $t.Rules | Where-Object { 'ClientException', 'BlockProvider', 'ListsSilent' -contains $_.Rule } | ForEach-Object { "$($_.Rule) $($_.Result)" }
            '192.0.2.2' | Test-IpBlockAddress | ForEach-Object { "$($_.Action) $($_.Rule)" }
            Test-IpBlockAddress 192.0.2.1 -Recipient postmaster@example.com | ForEach-Object { "$($_.Action) $($_.RecipientException)" }
            Test-IpBlockAddress 10.0.0.1 | ForEach-Object { "$($_.Action) $($_.Rule) $($_.Providers.Count)" }
            Test-IpBlockAddress nonsense -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            """));
    }

    [Fact]
    public async Task As_listed_the_rejection_is_shown_with_the_page_for_removal_and_no_list_is_asked()
    {
        await using var pwsh = new Pwsh().WithSettings(Lists);
        Assert.Equal(
            ["Reject first 550 5.7.1 see https://first.test/?ip=192.0.2.1", "https://first.test/?ip=192.0.2.1 True first second", "Reject second second", "False", "AsListedImpossible InvalidArgument nix", "ProviderWithoutAsListed InvalidArgument first"],
            await pwsh.RunAsync("""
            Enable-IpBlockProvider second; Set-IpBlockProvider first -RemovalPage 'https://first.test/?ip=%0' -RejectionResponse 'see %7'
            $t = Test-IpBlockAddress 192.0.2.1 -AsListed
            "$($t.Action) $($t.Provider) $($t.Reply)"
            "$($t.RemovalPage) $($t.MadeUp) $($t.AsListedBy)"
            $t = Test-IpBlockAddress 192.0.2.1 -AsListed -Provider second
            "$($t.Action) $($t.Provider) $($t.AsListedBy)"
            $t = Test-IpBlockAddress 10.0.0.1
            "$($t.MadeUp) $($t.AsListedBy)"
            Test-IpBlockAddress 192.0.2.1 -AsListed -Provider nix -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            Test-IpBlockAddress 192.0.2.1 -Provider first -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            """));
        Assert.Equal(0, pwsh.Lists.CountUnder("test"));
    }

    [Fact]
    public async Task The_rules_behind_an_exception_by_host_name_are_overruled_as_the_command_line_has_it()
    {
        await using var pwsh = new Pwsh().WithSettings(Lists + """, "blockList": [ "192.0.2.0/24" ], "exceptions": { "clients": [ "*.partner.test" ] } """);
        pwsh.Lists.Zone("first.test").Lists("192.0.2.1", "127.0.0.2").Lists("198.51.100.1", "127.0.0.2");
        foreach (var client in new[] { "192.0.2.1", "198.51.100.1" })
        {
            pwsh.Lists.Reverse(client, "mx.partner.test");
            pwsh.Lists.Name("mx.partner.test").Address(client);
        }

        Assert.Equal(["Accept ClientException", "ClientException Decided", "BlockList Overruled", "BlockProvider NotHeard", "Accept ClientException", "BlockProvider Overruled"], await pwsh.RunAsync("""
            $t = Test-IpBlockAddress 192.0.2.1
            "$($t.Action) $($t.Rule)"
            $t.Rules | Where-Object { 'ClientException', 'BlockList', 'BlockProvider' -contains $_.Rule } | ForEach-Object { "$($_.Rule) $($_.Result)" }
            $t = Test-IpBlockAddress 198.51.100.1
            "$($t.Action) $($t.Rule)"
            $t.Rules | Where-Object { 'BlockProvider' -contains $_.Rule } | ForEach-Object { "$($_.Rule) $($_.Result)" }
            """));
    }

    [Fact]
    public async Task Providers_are_tried_out_disabled_ones_too()
    {
        await using var pwsh = new Pwsh().WithSettings(Lists);
        pwsh.Lists.Zone("first.test").Lists("127.0.0.2", "127.0.0.2");
        pwsh.Lists.Zone("second.test").Lists("192.0.2.1", "127.0.0.3");
        Assert.Equal(["127.0.0.2 Passed True", "127.0.0.1 Passed False", "second 127.0.0.3 False NotMatched", "ProviderNotFound ObjectNotFound nix"], await pwsh.RunAsync("""
            Set-IpBlockProvider first -IPv6 $false
            Test-IpBlockProvider first | ForEach-Object { "$($_.IPAddress) $($_.Result) $($_.Matched)" }
            Get-IpBlockProvider second | Test-IpBlockProvider -IPAddress 192.0.2.1 | ForEach-Object { "$($_.Provider) $($_.ProviderResult) $($_.Matched) $($_.Outcome)" }
            Test-IpBlockProvider nix -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
            """));
    }

    [Fact]
    public async Task The_log_is_shown_and_counted()
    {
        await using var pwsh = new Pwsh().WithSettings(Lists);
        Directory.CreateDirectory(Path.Combine(pwsh.Folder, "log"));
        await File.WriteAllTextAsync(Path.Combine(pwsh.Folder, "log", "IPBLOCK20260101-0001.log"), """
            #Fields: Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,Event,Action,SmtpResponse,Rule,Provider,ReturnCodes,Reason,Recipient,Missing,Milliseconds,Listed
            2026-01-01T10:00:00.000Z,s1,192.0.2.25:25,192.0.2.1:4711,OnConnect,RejectConnection,"550 5.7.1 no",BlockProvider,first,127.0.0.2,,,,3.5,
            2026-01-01T11:00:00.000Z,s2,192.0.2.25:25,192.0.2.2:4711,OnConnect,AcceptConnection,,,,,,,second=Late,1.5,
            #Provider: name="first" kind=Block from=2026-01-01T10:00:00Z to=2026-01-01T11:00:00Z queries=2 cached=3 listed=1 matched=1 late=0 refused=0 failed=0 suspended=0 ms=20:2

            """);
        Assert.Equal(["192.0.2.1 True first", "192.0.2.2 False", "192.0.2.1", "192.0.2.2", "192.0.2.1", "192.0.2.2", "192.0.2.1", "192.0.2.1", "none", "192.0.2.1", "2 1 first=1 second=1", "first Enforce 1 1 1 1 5 20 0", "second Enforce 0 0 0 0   1", "first 5", "second"], await pwsh.RunAsync("""
            Get-IpBlockLog | ForEach-Object { "$($_.IPAddress) $($_.Refused) $($_.Provider)" }
            Get-IpBlockLog -Provider fir* | ForEach-Object IPAddress
            Get-IpBlockLog -Start ([DateTime]::new(2026, 1, 1, 10, 30, 0, [DateTimeKind]::Utc)) | ForEach-Object IPAddress
            Get-IpBlockLog -Refused -Address 192.0.2.0/24 -End ([DateTime]::new(2026, 1, 1, 11, 0, 0, [DateTimeKind]::Utc)) | ForEach-Object IPAddress
            Get-IpBlockLog -ResultSize 1 | ForEach-Object IPAddress
            Get-IpBlockLog -Rule blockprovider -Reason '5.7.1 NO' | ForEach-Object IPAddress
            Get-IpBlockLog -SessionId s1 | ForEach-Object IPAddress
            "none$(Get-IpBlockLog -Recipient *@site.test)$(Get-IpBlockLog -Sender nobody@site.test)$(Get-IpBlockLog -Reported)"
            Get-IpBlockLog -Reported -Refused | ForEach-Object IPAddress
            Get-IpBlockStatistics | ForEach-Object { "$($_.Decisions) $($_.Refusals) $($_.Providers) $($_.Missing)" }
            (Get-IpBlockStatistics -Refused).Lists | ForEach-Object { "$($_.Name) $($_.Mode) $($_.Clients) $($_.Unique) $($_.WouldRefuse) $($_.Alone) $($_.Asked) $($_.MedianMilliseconds) $($_.Partial)" }
            (Get-IpBlockStatistics -Provider fir*).Lists | ForEach-Object { "$($_.Name) $($_.Asked)" }
            (Get-IpBlockStatistics -Provider sec* -Address 192.0.2.0/24).Lists | ForEach-Object { "$($_.Name) $($_.Asked)" }
            """));
    }

    [Fact]
    public async Task What_is_exported_with_its_keys_can_be_imported()
    {
        await using var pwsh = new Pwsh().WithSettings(Lists);
        Assert.Equal(["out.json", "FileExists ResourceExists", "1", "SettingsBroken InvalidData", "2", "True"], await pwsh.RunAsync("""
            $out = Join-Path $PSScriptRoot out.json; $bad = Join-Path $PSScriptRoot bad.json
            (Export-IpBlockConfig $out -IncludeSecrets -PassThru).Name
            Export-IpBlockConfig $out -ErrorAction SilentlyContinue -ErrorVariable e; (Show $e) -replace ' [^ ]*out.json'
            Remove-IpBlockProvider first -Confirm:$false; @(Get-IpBlockProvider).Count
            [IO.File]::WriteAllText($bad, '{ "nix": 1 }'); Import-IpBlockConfig $bad -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable e; (Show $e) -replace ' [^ ]*bad.json'
            Import-IpBlockConfig $out -Confirm:$false; @(Get-IpBlockProvider).Count
            (Get-Help Import-IpBlockConfig).Synopsis -like 'Replaces *'
            """));
    }

    [Fact]
    public async Task A_test_that_waits_for_a_silent_list_can_be_stopped()
    {
        await using var pwsh = new Pwsh().WithSettings(Lists + """, "lookupTimeout": "30s", "totalTimeout": "60s" """);
        pwsh.Lists.Zone("first.test").Silent();
        Assert.Equal(["Running", "Stopped True"], await pwsh.RunAsync("""
            $shell = [powershell]::Create().AddScript("Import-Module '$((Get-Module IpBlock).Path)'; Test-IpBlockAddress 192.0.2.1")
            [void]$shell.BeginInvoke()
            Start-Sleep -Seconds 3; "$($shell.InvocationStateInfo.State)"
            $watch = [Diagnostics.Stopwatch]::StartNew(); $shell.Stop(); "$($shell.InvocationStateInfo.State) $($watch.Elapsed.TotalSeconds -lt 20)"
            """));
    }
}
