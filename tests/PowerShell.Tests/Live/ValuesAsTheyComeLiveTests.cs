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
}
