using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Tests.Surface;
using IpBlock.Settings;
using IpBlock.Settings.Schema;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

/// <summary>What a real PowerShell makes of the parameters and properties that come from the declarations of the settings. A new setting is tried here by itself.</summary>
public sealed class SettingsLiveTests
{
    private const string Some = """
        "blockListResponse": "not from %0", 
        "log": { "directory": "/var/log/ipblock" }, "feeds": { "directory": "/var/lib/ipblock" }, "exceptions": { "recipients": [ "postmaster@*" ] }, "nat64Prefix": "2001:db8:64::/96", "helo": { "own": [ "mail.example.com", "192.0.2.25" ] },
        "blockProviders": [
          { "name": "one", "lookupDomain": "one.test", "bitmaskMatch": "0.0.0.4", "ipAddressesMatch": [ "127.0.0.[2..3]" ], "returnCodes": [ "127.0.0.2: spam" ], "mode": "report",
            "onFailure": "defer", "statusCode": 450, "rejectionResponse": "no, %0", "ipv6": false, "probe": "alive", "brake": "never", "comment": "mine" },
          { "name": "two", "lookupDomain": "two.test", "anyMatch": true, "enabled": false }
        ],
        "lists": [ { "name": "drop", "url": "https://127.0.0.1:1/list", "kind": "block", "format": "plain", "refresh": "2h", "expiresAfter": "3d", "mode": "report" } ]
        """;

    private const string Complete = """
        function Complete($line) {
            ([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches | ForEach-Object CompletionText) -join ' '
        }

        """;

    public static TheoryData<string> Cmdlets => [.. Module.Cmdlets.Where(static cmdlet => cmdlet.HasSettings).Select(static cmdlet => cmdlet.Name)];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public async Task Every_setting_is_a_parameter_with_help(string name)
    {
        await using var pwsh = new Pwsh();
        var settings = Module.Find(name).Parameters.Where(static parameter => parameter.Setting is not null).ToList();
        Assert.NotEmpty(settings);
        var found = await pwsh.RunAsync($$"""
            $command = Get-Command {{name}}
            $syntax = Get-Command {{name}} -Syntax
            foreach ($p in $command.Parameters.Values) {
                $type = [Nullable]::GetUnderlyingType($p.ParameterType); if (-not $type) { $type = $p.ParameterType }
                "$($p.Name) $($type.Name) $($p.ParameterSets.Values.ValueFromPipelineByPropertyName) $($p.Aliases)".TrimEnd()
                if ($syntax.IndexOf("-$($p.Name)") -ge 0) { "syntax of $($p.Name)" }
            }
            (Get-Help {{name}} -Parameter *) | ForEach-Object { "help of $($_.name): $($_.description.Text.Length -gt 0)" }
            """);
        Assert.All(settings, parameter =>
        {
            Assert.Contains($"{parameter.Name} {parameter.Type.Name} {parameter.ComesByName} {string.Join(' ', parameter.Aliases)}".TrimEnd(), found);
            Assert.Contains("syntax of " + parameter.Name, found);
            Assert.Contains($"help of {parameter.Name}: True", found);
        });
    }

    [Fact]
    public async Task Every_general_setting_is_shown_and_can_be_set_to_what_is_shown()
    {
        await using var pwsh = new Pwsh().WithSettings(Some);
        var names = SettingParameters.General.Select(static parameter => parameter.Name).ToList();
        var settings = SettingsFile.Load(pwsh.SettingsPath).Settings!;
        var (shown, rest) = Split(await pwsh.RunAsync($$"""
            $before = Get-IpBlockConfig
            foreach ($name in {{List(names)}}) { "$name=$($before.$name)" }
            '--'
            "$($before.SettingsPath -eq $env:IPBLOCK_SETTINGS) $($before.BypassedRecipients)"
            $all = @{}; foreach ($name in {{List(names)}}) { $all[$name] = $before.$name }
            Set-IpBlockConfig @all
            ($before | ConvertTo-Json) -eq (Get-IpBlockConfig | ConvertTo-Json)
            foreach ($name in {{List(names)}}) { $all[$name] = $null }
            $all.Remove('DnsServers'); $all.Remove('RecipientDelimiter')
            Set-IpBlockConfig @all
            (Get-Content -Raw $env:IPBLOCK_SETTINGS | ConvertFrom-Json).PSObject.Properties | ForEach-Object { "$($_.Name) $(@($_.Value.PSObject.Properties).Name)" } |
                Where-Object { $_ -match '^(dns|log|helo|lookupTimeout)' } | Sort-Object
            Get-IpBlockConfig | Set-IpBlockConfig -SettingsPath (Join-Path $PSScriptRoot other.json) -PassThru |
                ForEach-Object { "$($_.LookupTimeout) $($_.BlockListResponse)" }
            """));
        var wanted = SettingParameters.General.Select(parameter => Line(parameter, GeneralSetting.Find(parameter.Path)!.Get(settings)));
        Assert.Equal(wanted.Order(), shown.Order());
        Assert.Equal(["True postmaster@*", "True", "dns servers", "helo", "log", "00:00:02"], rest);
    }

    [Theory]
    [InlineData("Provider")]
    [InlineData("List")]
    public async Task Every_property_is_shown_and_goes_from_Get_to_Add(string noun)
    {
        await using var pwsh = new Pwsh().WithSettings(Some);
        var (shown, rest) = Split(await pwsh.RunAsync($$"""
            $before = @(Get-IpBlock{{noun}})
            foreach ($name in {{List(Names("Add-IpBlock" + noun))}}) { "$name=$($before[0].$name)" }
            '--'
            $other = Join-Path $PSScriptRoot other.json
            $before | Add-IpBlock{{noun}} -SettingsPath $other
            foreach ($name in {{List(Names("Add-IpBlock" + noun))}}) {
                if ("$($before | ForEach-Object $name)" -ne "$(Get-IpBlock{{noun}} -SettingsPath $other | ForEach-Object $name)") { "$name is another" }
            }
            $before | ForEach-Object { "$_" }
            """));
        var settings = SettingsFile.Load(pwsh.SettingsPath).Settings!;
        object first = noun == "List" ? settings.Lists[0] : settings.BlockProviders[0];
        var parameters = noun == "List" ? SettingParameters.NewList : SettingParameters.NewProvider;
        var asked = parameters.Where(parameter => Names("Add-IpBlock" + noun).Contains(parameter.Name));
        Assert.Equal(asked.Select(parameter => Line(parameter, parameter.Property.Get(first))).Order(), shown.Order());
        Assert.Equal(noun == "List" ? ["drop"] : ["one", "two"], rest);
    }

    [Fact]
    public async Task Names_and_values_of_settings_are_completed()
    {
        await using var pwsh = new Pwsh().WithSettings(Some);
        Assert.Equal(
            ["-LookupTimeout", "Parallel Sequential", "True False", "AnyMatch", "LogMailboxes LogMaxAge LogMaxDirectorySize LogMaxFileSize", "Report"],
            (await pwsh.RunAsync(Complete + """
            Complete 'Set-IpBlockConfig -LookupT'
            Complete 'Set-IpBlockConfig -Lookup '
            "$([bool](Complete 'Set-IpBlockProvider one -IPv6 ')) $([bool](Complete 'Set-IpBlockProvider one -Nonsense'))"
            Complete 'Get-IpBlockProvider | Where-Object Any'
            Complete '(Get-IpBlockConfig).LogM'
            Complete 'Add-IpBlockList x -Mode R'
            """)).Select(static line => line.Trim()));
    }

    [Fact]
    public async Task What_one_object_says_is_neither_taken_over_to_the_next_nor_undone_by_it()
    {
        await using var pwsh = new Pwsh();
        Assert.Equal(["a True 554", "b False 550 127.0.0.2", "go away a@b.test"], await pwsh.RunAsync("""
            [pscustomobject]@{ Name = 'a'; LookupDomain = 'a.test'; AnyMatch = $true; StatusCode = 554 },
            [pscustomobject]@{ Name = 'b'; LookupDomain = 'b.test'; IPAddressesMatch = '127.0.0.2' } |
                Add-IpBlockProvider -PassThru | ForEach-Object { "$($_.Name) $($_.AnyMatch) $($_.StatusCode) $($_.IPAddressesMatch)".TrimEnd() }
            [pscustomobject]@{ BlockListResponse = 'go away' }, [pscustomobject]@{ BypassedRecipients = 'a@b.test' } | Set-IpBlockConfig -LogAccepted $false
            Get-IpBlockConfig | ForEach-Object { "$($_.BlockListResponse) $($_.BypassedRecipients)" }
            """));
    }

    // As PowerShell writes a value into a text.
    private static string Line(SettingParameter parameter, object? value) => parameter.Name + "=" + parameter.Show(value) switch
    {
        Array list => string.Join(' ', list.Cast<object>()),
        var one => Convert.ToString(one, CultureInfo.InvariantCulture),
    };

    private static List<string> Names(string cmdlet) =>
        [.. Module.Find(cmdlet).Parameters.Where(static parameter => parameter.Setting is not null).Select(static parameter => parameter.Name).Order()];

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(static name => $"'{name}'"));

    private static (IReadOnlyList<string> Shown, IReadOnlyList<string> After) Split(IReadOnlyList<string> lines) =>
        ([.. lines.TakeWhile(static line => line != "--")], [.. lines.SkipWhile(static line => line != "--").Skip(1)]);
}
