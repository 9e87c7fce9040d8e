using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

public sealed class CatalogLiveTests
{
    private const string Catalogue = """
        { "format": 1, "lists": [ { "id": "own", "name": "Own list", "kind": "block", "zone": "bl.example.org", "about": "Sources of spam.", "codes": ["127.0.0.2: listed"], "responses": ["127.0.0.2"],
          "score": 1, "ipv6": false, "testPoints": null, "removalPage": "https://example.org/removal?ip=%0",
          "sources": [ { "facts": ["zone", "codes", "responses", "score", "ipv6", "testPoints", "removalPage"], "source": "our own list", "date": "2026-11-28" } ], "lastProbed": null } ] }
        """;

    [Fact]
    public async Task Entries_are_shown_and_become_providers()
    {
        await using var pwsh = new Pwsh().WithSettings();
        Assert.Equal(
            [
                "spamcop Block bl.spamcop.net False 127.0.0.2 program",
                "True",
                "CatalogEntryNotFound ObjectNotFound nobody",
                "SpamCop bl.spamcop.net 127.0.0.2 True",
                "Allow dnswl.org",
                "ProviderKeyMissing InvalidArgument Spamhaus ZEN",
                "True",
            ],
            await pwsh.RunAsync("""
                Get-IpBlockCatalogEntry SPAMCOP | ForEach-Object { "$($_.Identity) $($_.Kind) $($_.LookupDomain) $($_.NeedsKey) $($_.IPAddressesMatch) $($_.From)" }
                @(Get-IpBlockCatalogEntry).Count -gt 20
                Get-IpBlockCatalogEntry nobody -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
                Get-IpBlockCatalogEntry spamcop | Add-IpBlockProvider -PassThru | ForEach-Object { "$($_.Name) $($_.LookupDomain) $($_.IPAddressesMatch) $([bool]$_.RemovalPage)" }
                Get-IpBlockCatalogEntry dnswl | Add-IpBlockProvider -PassThru | ForEach-Object { "$($_.Kind) $($_.Name)" }
                Get-IpBlockCatalogEntry spamhaus-dqs | Add-IpBlockProvider -ErrorAction SilentlyContinue -ErrorVariable e; Show $e
                Get-IpBlockCatalogEntry spamhaus-dqs | Add-IpBlockProvider -LookupDomain key.zen.dq.spamhaus.net -PassThru | ForEach-Object HasHiddenKey
                """));
    }

    [Fact]
    public async Task A_signed_catalogue_is_put_in_force()
    {
        await using var pwsh = new Pwsh().WithSettings();
        await File.WriteAllTextAsync(Path.Combine(pwsh.Folder, "own.json"), Catalogue);
        var program = Path.ChangeExtension(
            typeof(CatalogLiveTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static metadata => metadata.Key == "ServicePath").Value!, null);
        Assert.Equal(
            ["CatalogNotUpdated InvalidData True", $"What if: Performing the operation \"Activate\" on target \"{Path.Combine(pwsh.Folder, "signed.json")}\".", "12 own 0 2099-04-01 00:00:00", "own signed"],
            await pwsh.RunAsync($$"""
                $PSDefaultParameterValues['Update-IpBlockCatalog:Program'] = '{{program}}'
                Set-Location '{{pwsh.Folder}}'
                # Nine hours before UTC: a time that is read without its zone is another one.
                $env:TZ = 'Asia/Tokyo'; [TimeZoneInfo]::ClearCachedData()
                Update-IpBlockCatalog signed.json -ErrorAction SilentlyContinue -ErrorVariable e
                $e | ForEach-Object { '{0} {1} {2}' -f ($_.FullyQualifiedErrorId -split ',')[0], $_.CategoryInfo.Category, ($_.ToString() -like '*catalogue.publicKey*') }
                $key = & '{{program}}' catalog key --out key.pem --json | ConvertFrom-Json
                Set-IpBlockConfig -CataloguePublicKey $key.publicKey
                & '{{program}}' catalog sign own.json --key key.pem --version 12 --expires 2099-03-31 --out signed.json | Out-Null
                Update-IpBlockCatalog signed.json -WhatIf
                Update-IpBlockCatalog signed.json | ForEach-Object { "$($_.Version) $($_.Added) $($_.Zones) $($_.Expires.ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ss'))" }
                Get-IpBlockCatalogEntry own | ForEach-Object { "$($_.Identity) $($_.From)" }
                """));
    }
}
