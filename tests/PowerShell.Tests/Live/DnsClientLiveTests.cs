using System.Threading.Tasks;
using Xunit;

namespace IpBlock.PowerShell.Tests.Live;

/// <summary>The module carries what asks given name servers, and no more of it than PowerShell lacks.</summary>
public sealed class DnsClientLiveTests
{
    [Fact]
    public async Task A_name_server_is_asked_with_the_library_that_the_module_carries()
    {
        await using var pwsh = new Pwsh().WithSettings();
        pwsh.Lists.Zone("bl").Lists("127.0.0.2", "127.0.0.2");
        Assert.Equal(
            ["Records", "DnsClient.dll"],
            await pwsh.RunAsync($$"""
                $servers = [System.Net.IPEndPoint[]] @([System.Net.IPEndPoint]::Parse('{{pwsh.Lists.EndPoint}}'))
                $resolver = [IpBlock.Administration.Dns.DnsClientResolver]::new($servers, [IpBlock.Time.Clock]::System, $null)
                $name = [byte[]] @(1, 50, 1, 48, 1, 48, 3, 49, 50, 55, 2, 98, 108, 0)
                $resolver.ResolveAsync([IpBlock.Dns.DnsQuestion]::new($name, $name.Length, 'A', $null)).GetAwaiter().GetResult().Status.ToString()
                [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.Location -like '*IpBlock*DnsClient*' } | ForEach-Object { Split-Path -Leaf $_.Location }
                """));
    }
}
